-- An order backs the drawdown whose newest version names it: a correction lets one order go and takes another. What was said
-- before stays in the versions of the event, which are append-only, and the check of the database holds both against each other.
drop trigger append_only on drawdown_evidence;
create trigger no_truncate before update or truncate on drawdown_evidence for each statement execute function refuse_change();
create unique index drawdown_evidence_event on drawdown_evidence (event_id);
grant delete on drawdown_evidence to loanreg_app;
