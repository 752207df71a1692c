-- Blind indexes, by which a lender finds a borrower of its own by national id or mobile: 17 keyed bytes (docs/formats.md 10).
-- Destroying the borrower's key takes them along: their own key is the tenant's, which outlives the borrower.

create table borrower_index (
    tenant      lender_name not null references lender,
    field       text not null,
    blind_index bytea not null check (octet_length(blind_index) = 17),
    subject_id  uuid not null references subject_key on delete cascade,
    primary key (tenant, field, blind_index, subject_id)
);
create index borrower_index_subject on borrower_index (subject_id);

create trigger no_change before update or truncate on borrower_index
    for each statement execute function refuse_change();

grant select, insert on borrower_index to loanreg_app;
