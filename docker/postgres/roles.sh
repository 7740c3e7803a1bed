#!/bin/sh
# Runs once, when the database is empty: the owner migrates, the application only serves.
set -eu

psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
    --set owner_password="$LAPOR_OWNER_PASSWORD" --set app_password="$LAPOR_APP_PASSWORD" <<'SQL'
CREATE ROLE lapor_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE lapor_app LOGIN PASSWORD :'app_password';
CREATE DATABASE lapor OWNER lapor_owner;
REVOKE CONNECT ON DATABASE lapor FROM PUBLIC;
GRANT CONNECT ON DATABASE lapor TO lapor_app;
SQL
for extension in pg_trgm unaccent btree_gin; do
    psql --set ON_ERROR_STOP=1 --username postgres --dbname lapor \
        --command "CREATE EXTENSION IF NOT EXISTS $extension"
done
