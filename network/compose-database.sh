#!/usr/bin/env bash
# Run once by the PostgreSQL image: the schema's owner, the service's roles, and the database (docs/runbook.md).
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_PASSWORD" --username postgres <<'SQL'
create role registry_owner login password :'password';
create role loanreg_app login bypassrls password :'password';
create role loanreg_lender nologin;
grant loanreg_lender to loanreg_app;
create database loans owner registry_owner;
SQL
