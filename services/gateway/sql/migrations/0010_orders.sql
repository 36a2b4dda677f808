-- Orders, what was said of them, and what is counted of them.

-- One row an order. Times are microseconds since 1970 UTC. Written a turn at a time with all that the turn heard;
-- fold is what the gateway goes on from (core/order_pack.c). Columns that no index names change in place.
CREATE TABLE orders (
    order_id    int8 PRIMARY KEY,
    channel     text NOT NULL,                    -- '' and 0: only others than the order feed told of it yet
    external_id text NOT NULL,
    placed_at   int8 NOT NULL,
    changed_at  int8 NOT NULL,
    status      int2 NOT NULL,                    -- core/order_fold.h
    progress    int2 NOT NULL,                    -- core/order_progress.h
    holds       int4 NOT NULL,                    -- bit by HoldReason
    reroutes    int4 NOT NULL,
    lines       int4 NOT NULL,
    units       int8 NOT NULL,
    value_minor int8 NOT NULL,
    currency    text NOT NULL,
    country     text NOT NULL,
    city        text NOT NULL,
    postal_code text NOT NULL,
    has_trouble boolean NOT NULL,                 -- open, and held, parked or waiting for stock
    parked      text NOT NULL DEFAULT '',
    locations   text[] NOT NULL,
    timelines   int8[] NOT NULL,                  -- rows of timeline with something of it
    fold        bytea NOT NULL
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX orders_external_id ON orders (lower(external_id) text_pattern_ops);
CREATE INDEX orders_trouble ON orders (order_id) WHERE has_trouble;
CREATE INDEX orders_placed_at ON orders USING brin (placed_at) WITH (autosummarize = on);

-- What was said, of whole orders, a line each: order id, time, first letter of the source, position, type without
-- package, id, cause, words; tabs between.
CREATE TABLE timeline (
    row_id  int8 PRIMARY KEY,
    entries bytea NOT NULL                        -- UTF-8
);
DO $$ BEGIN
    ALTER TABLE timeline ALTER COLUMN entries SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN         -- a PostgreSQL built without it compresses in its own way
END $$;

-- Sums over orders and events; kind is a number of core/tallies.h, day counts from 1970 UTC, '' is no place or channel.
CREATE TABLE tally (
    kind     int4 NOT NULL,
    day      int8 NOT NULL,
    location text NOT NULL,
    channel  text NOT NULL,
    value    int8 NOT NULL,
    PRIMARY KEY (kind, day, location, channel)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);

-- The newest plans, for the map: one row a turn, the newest last in each.
CREATE TABLE flow_route (
    route_id       int8 PRIMARY KEY,
    order_ids      int8[] NOT NULL,
    at             int8[] NOT NULL,
    locations      text[] NOT NULL,
    distances_m    int8[] NOT NULL,
    units          int8[] NOT NULL,
    latitudes_deg  float8[] NOT NULL,             -- 0 and 0: not told
    longitudes_deg float8[] NOT NULL
);
