#!/bin/sh
# Make the database and the plain role that owns it: not a superuser, so that rules about rows hold for it too.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set password="$B12_DATABASE_PASSWORD" \
    --username postgres --dbname postgres <<'SQL'
CREATE ROLE planner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE planner OWNER planner;
REVOKE ALL ON DATABASE planner FROM PUBLIC;
SQL
