-- The second log, of the decisions to show or refuse personal data. It is kept by the code of the first and has no feeds.

insert into log values (2, 'access');
insert into tree_state (log_id, root, frontier) values (2, sha256(''), '');
