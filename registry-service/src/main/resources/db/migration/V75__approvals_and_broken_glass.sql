-- What obligations of the access policy need a place for: approval by two others, broken glass and its review, and what a person is
-- told. No value stands here, and nothing changes once it is written.

-- What one person of a lender asks two others to approve: these fields of this borrower, for this purpose, in this case.
create table approval_request (
    request_id   uuid primary key,
    subject_id   uuid not null references borrower,
    organisation lender_name not null references lender,
    requester    text not null,
    purpose      text not null,
    fields       text[] not null check (cardinality(fields) > 0),
    reason       text not null,
    asked_at     timestamptz not null,
    expires_at   timestamptz not null check (expires_at > asked_at)
);
create index approval_request_organisation on approval_request (organisation, request_id);
create index approval_request_requester on approval_request (requester, subject_id);

create table approval (
    request_id uuid not null references approval_request,
    approver   text not null,
    decision   text not null check (decision in ('APPROVE', 'DECLINE')),
    decided_at timestamptz not null,
    primary key (request_id, approver)
);

-- Once, whoever comes second.
create table approval_use (
    request_id uuid primary key references approval_request,
    used_at    timestamptz not null
);

create function require_another_person() returns trigger language plpgsql as $$
begin
    if exists (select from approval_request r where r.request_id = new.request_id and r.requester = new.approver) then
        raise exception 'who asks for an approval does not give it' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger another_person before insert on approval for each row execute function require_another_person();

create function require_two_approvals() returns trigger language plpgsql as $$
begin
    if (select count(*) from approval a where a.request_id = new.request_id and a.decision = 'APPROVE') < 2
            or exists (select from approval a where a.request_id = new.request_id and a.decision = 'DECLINE') then
        raise exception 'an approval is used once two others gave it' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger two_approvals before insert on approval_use for each row execute function require_two_approvals();

-- Immediate access in an emergency, for half an hour; somebody else reviews each until review_by.
create table broken_glass (
    glass_id     uuid primary key,
    subject_id   uuid not null references borrower,
    organisation lender_name not null references lender,
    broken_by    text not null,
    ticket       text not null,
    broken_at    timestamptz not null,
    expires_at   timestamptz not null check (expires_at > broken_at),
    review_by    timestamptz not null check (review_by > broken_at)
);
create index broken_glass_person on broken_glass (broken_by, subject_id);

create table glass_review (
    glass_id       uuid primary key references broken_glass,
    reviewer       text not null,
    verdict        text not null check (verdict in ('JUSTIFIED', 'NOT_JUSTIFIED')),
    case_reference text not null,
    reviewed_at    timestamptz not null
);

-- What a borrower is told of accesses that the policy has them told of.
create table subject_notice (
    notice_id    uuid primary key,
    subject_id   uuid not null references borrower,
    organisation text not null,
    purpose      text not null,
    action       text not null,
    fields       text[] not null,
    noticed_at   timestamptz not null
);
create index subject_notice_subject on subject_notice (subject_id, notice_id);

do $$
declare
    name text;
begin
    foreach name in array
            array['approval_request', 'approval', 'approval_use', 'broken_glass', 'glass_review', 'subject_notice'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
end
$$;

grant select, insert on approval_request, approval, approval_use, broken_glass, glass_review, subject_notice to loanreg_app;
