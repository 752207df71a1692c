-- Data-protection officers and borrowers are callers too.

alter table console_session drop constraint console_session_role_check;
alter table console_session add constraint console_session_role_check
    check (role in ('LENDER', 'OPERATOR', 'DPO', 'BORROWER'));
