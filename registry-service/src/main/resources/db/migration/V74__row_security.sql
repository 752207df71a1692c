-- What is read for a lender is read as loanreg_lender, which owns nothing, writes nothing, and of the tables it may read sees the
-- rows of the lender that the transaction names: without a name, none. The service takes the role for a transaction or a part of
-- one (decision 0019); what it does on its own account it does as loanreg_app.

do $$
declare
    inherits text := case when current_setting('server_version_num')::integer >= 160000 then ' with inherit false, set true' else '' end;
begin
    if not exists (select from pg_roles where rolname = 'loanreg_lender') then
        create role loanreg_lender nologin;
    end if;
    -- COPY FROM is refused to a role that is under row security, whatever its policies say.
    if not (select rolbypassrls from pg_roles where rolname = 'loanreg_app') then
        alter role loanreg_app bypassrls;
    end if;
    if not exists (select from pg_auth_members where roleid = 'loanreg_lender'::regrole and member = 'loanreg_app'::regrole) then
        execute 'grant loanreg_lender to loanreg_app' || inherits;
    end if;
exception when insufficient_privilege then
    raise exception 'a superuser has to say once: create role loanreg_lender nologin; alter role loanreg_app bypassrls; grant loanreg_lender to loanreg_app'
        using errcode = 'insufficient_privilege', hint = 'docs/runbook.md, "How do I use a PostgreSQL of our own?"';
end
$$;

-- The lender that is read for; null where none is named.
create function reading_lender() returns text language sql stable parallel safe as $$
    select nullif(current_setting('loanreg.lender', true), '')
$$;

-- The loans that it funds. Read as its owner, who is under no policy: the policy of contract_share asks it too.
create view own_contract with (security_barrier) as
select contract_id from contract_share where lender_id = reading_lender();

-- Of whom a correction was, beside the loan, which a lender that only looked at the borrower does not see.
alter table noticed_correction disable trigger append_only;
alter table noticed_correction add subject_id uuid;
update noticed_correction n set subject_id = c.subject_id from contract c where c.contract_id = n.contract_id and c.row_version = 1;
alter table noticed_correction enable trigger append_only;
alter table noticed_correction alter subject_id set not null, add foreign key (subject_id) references borrower;

do $$
declare
    name text;
    -- offset 0: one look into an index a row, where the planner would else read all loans of the lender first.
    funds constant text := 'exists (select from own_contract o where o.contract_id = %I.contract_id offset 0)';
    rules constant jsonb := jsonb_build_object(
        -- The tenant is the first of the funders.
        'contract', 'tenant = reading_lender() or ' || funds, 'contract_share', 'lender_id = reading_lender() or ' || funds,
        'instalment', funds, 'contract_product', funds, 'contract_balance', funds,
        'account_balance', funds, 'repayment', funds, 'loan_event', funds,
        'borrower', 'tenant = reading_lender()',
        'borrower_index', 'tenant = reading_lender()',
        'subject_act', 'tenant = reading_lender() or feed = reading_lender()',
        'lender_figure', 'lender_id = reading_lender()',
        'feed_state', 'lender_id = reading_lender()',
        'feed_block', 'lender_id = reading_lender()',
        'correction_notice', 'recipient = reading_lender()',
        'noticed_correction', 'exists (select from correction_notice n where n.correction_id = %I.correction_id)',
        'notice_acknowledgement', 'exists (select from correction_notice n where n.notice_id = %I.notice_id)',
        'reconciliation', 'lender_id = reading_lender()',
        'reconciliation_difference', 'exists (select from reconciliation r where r.reconciliation_id = %I.reconciliation_id)',
        'reconciliation_confirmation', 'exists (select from reconciliation r where r.reconciliation_id = %I.reconciliation_id)',
        'reconciliation_record', 'exists (select from reconciliation r where r.reconciliation_id = %I.reconciliation_id)');
begin
    for name in select jsonb_object_keys(rules) loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy of_the_lender on %I for select to loanreg_lender using (%s)', name,
            replace(rules ->> name, '%I', quote_ident(name)));
        -- Without bypassrls the service must be refused, not be shown an empty table.
        execute format('create policy of_the_service on %I to loanreg_app using (true) with check (true)', name);
        if name <> 'borrower' then
            execute format('grant select on %I to loanreg_lender', name);
        end if;
    end loop;
end
$$;
grant select on own_contract to loanreg_lender;
-- Not the sealed values.
grant select (subject_id, tenant) on borrower to loanreg_lender;
