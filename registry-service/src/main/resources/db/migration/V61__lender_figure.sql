-- Figures of their own books that banks report, against which their partners' loans are held; a later report of a day counts.

create table lender_figure (
    figure_id    bigint generated always as identity primary key,
    lender_id    lender_name not null references lender,
    kind         text not null check (kind in ('TIER1_NET_CAPITAL', 'TOTAL_LOANS')),
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    as_of        date not null,
    amount_minor minor_units not null check (amount_minor > 0),
    reported_by  text not null,
    reported_at  timestamptz not null
);
create index lender_figure_day on lender_figure (lender_id, kind, currency, as_of);

create trigger append_only before update or delete or truncate on lender_figure
    for each statement execute function refuse_change();

grant select, insert on lender_figure to loanreg_app;
