-- One role and one schema for each service, and nothing else for any of them. Run once by the
-- superuser in the database `crossdock`; running it again changes the passwords only.
--
--   psql -v order_password=... -v inventory_password=... -v routing_password=... \
--        -v forecasting_password=... -v gateway_password=... -f deploy/postgres/roles.sql
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

-- What PostgreSQL gives to everybody by default is taken back first.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database WHERE datallowconn \gexec
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;

SELECT format('CREATE ROLE %I', role)
FROM unnest(ARRAY['crossdock_order', 'crossdock_inventory', 'crossdock_routing', 'crossdock_forecasting',
                  'crossdock_gateway']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

ALTER ROLE crossdock_order       LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'order_password';
ALTER ROLE crossdock_inventory   LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'inventory_password';
ALTER ROLE crossdock_routing     LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'routing_password';
ALTER ROLE crossdock_forecasting LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'forecasting_password';
ALTER ROLE crossdock_gateway     LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'gateway_password';

CREATE SCHEMA IF NOT EXISTS orders      AUTHORIZATION crossdock_order;
CREATE SCHEMA IF NOT EXISTS inventory   AUTHORIZATION crossdock_inventory;
CREATE SCHEMA IF NOT EXISTS routing     AUTHORIZATION crossdock_routing;
CREATE SCHEMA IF NOT EXISTS forecasting AUTHORIZATION crossdock_forecasting;
CREATE SCHEMA IF NOT EXISTS gateway     AUTHORIZATION crossdock_gateway;

SELECT format('GRANT CONNECT ON DATABASE %I TO crossdock_order, crossdock_inventory, crossdock_routing, crossdock_forecasting, crossdock_gateway',
              current_database()) \gexec
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', r.role, current_database(), r.schema)
FROM (VALUES ('crossdock_order', 'orders'), ('crossdock_inventory', 'inventory'),
             ('crossdock_routing', 'routing'), ('crossdock_forecasting', 'forecasting'),
             ('crossdock_gateway', 'gateway')) AS r (role, schema) \gexec
