-- What routing decides.

-- What one location ships of an order. Lines are packed: element i of each array is one line.
CREATE TABLE fulfillment_order (
    fulfillment_order_id int8 PRIMARY KEY,
    order_id     int8 NOT NULL,
    location     text NOT NULL,
    status       int2 NOT NULL CHECK (status IN (1, 2, 3, 4, 5, 6, 7, 8)),
    pick_list_id int8,
    parent       int8,               -- the fulfillment order whose units these were
    distance_m   int8 NOT NULL CHECK (distance_m >= 0),
    country      text NOT NULL,
    region       text NOT NULL,
    city         text NOT NULL,
    postal_code  text NOT NULL,
    placed_at    timestamptz NOT NULL,
    planned_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    lines        int4[] NOT NULL,
    skus         text[] NOT NULL,
    quantities   int8[] NOT NULL,    -- planned
    picked       int8[],             -- found and packed, what is missing went elsewhere; null: as planned
                                     -- (once it is packed or shipped)
    carrier      text NOT NULL DEFAULT '',
    tracking     text NOT NULL DEFAULT '',
    stock_seen   boolean NOT NULL DEFAULT false  -- shipped, and inventory has told that the stock left
) WITH (fillfactor = 75);

CREATE VIEW fulfillment_line AS
SELECT f.fulfillment_order_id, f.order_id, f.location, f.status, l.line, l.sku, l.quantity,
       coalesce(l.picked, CASE WHEN f.status IN (5, 6) THEN l.quantity ELSE 0 END) AS picked
FROM fulfillment_order f,
     unnest(f.lines, f.skus, f.quantities, f.picked) AS l(line, sku, quantity, picked);

-- The names of the states, as in routing.proto.
CREATE VIEW fulfillment_status AS
SELECT * FROM (VALUES (1::int2, 'PLANNED'), (2::int2, 'RELEASED'), (3::int2, 'ACCEPTED'),
                      (4::int2, 'PICKING'), (5::int2, 'PACKED'), (6::int2, 'SHIPPED'),
                      (7::int2, 'REJECTED'), (8::int2, 'CANCELLED')) AS s(status, name);

CREATE TABLE pick_list (
    pick_list_id       int8 PRIMARY KEY,
    location           text NOT NULL,
    fulfillment_orders int8[] NOT NULL,
    released_at        timestamptz NOT NULL,
    status             int2 NOT NULL CHECK (status IN (1, 2))   -- 1 released, 2 accepted
) WITH (fillfactor = 75);

-- Promised units that nobody can ship, and what became of them.
CREATE TABLE parked (
    parked_id   int8 PRIMARY KEY,
    order_id    int8 NOT NULL,
    reason      int2 NOT NULL CHECK (reason IN (1, 2)),      -- 1 BAD_ADDRESS, 2 NO_STOCK_IN_VIEW
    state       int2 NOT NULL CHECK (state IN (1, 2, 3)),    -- 1 waits, 2 tried again, 3 recalled
    parent      int8,
    country     text NOT NULL,
    region      text NOT NULL,
    city        text NOT NULL,
    postal_code text NOT NULL,
    placed_at   timestamptz NOT NULL,
    parked_at   timestamptz NOT NULL,
    lines       int4[] NOT NULL,
    skus        text[] NOT NULL,
    quantities  int8[] NOT NULL
);

CREATE VIEW parked_line AS
SELECT p.parked_id, p.order_id, p.reason, p.state, l.line, l.sku, l.quantity
FROM parked p, unnest(p.lines, p.skus, p.quantities) AS l(line, sku, quantity);

-- Why an order went where it went. decision_id: the first fulfillment order it planned, or what it parked.
CREATE TABLE decision (
    order_id    int8 NOT NULL,
    decision_id int8 NOT NULL,
    rule        text NOT NULL,
    geocoded_by text NOT NULL,
    body        bytea NOT NULL,      -- crossdock.routing.v1.Decision
    PRIMARY KEY (order_id, decision_id)
);
