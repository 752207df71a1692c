-- The roles: migrations run as the owner of everything; the application owns nothing.
do $$
begin
    if not exists (select from pg_roles where rolname = 'loanreg_app') then
        create role loanreg_app login;
    end if;
end
$$;
