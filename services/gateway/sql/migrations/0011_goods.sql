-- Goods: items, stock, movements, what is to come, counts, how well routing did.

-- Columns up to backordered are inventory's, the others forecasting's.
CREATE TABLE item (
    sku             text PRIMARY KEY,
    name            text,                          -- null: inventory has not told of it yet
    category        text NOT NULL DEFAULT '',
    gtin            text NOT NULL DEFAULT '',
    supplier        text NOT NULL DEFAULT '',
    unit_cost_minor int8 NOT NULL DEFAULT 0,
    currency        text NOT NULL DEFAULT '',
    lead_time_days  int4 NOT NULL DEFAULT 0,
    is_low          boolean NOT NULL DEFAULT false,
    backordered     int8 NOT NULL DEFAULT 0,
    abc             text NOT NULL DEFAULT '',
    xyz             text NOT NULL DEFAULT '',
    mean_per_day    float8 NOT NULL DEFAULT 0,
    wape            float8 NOT NULL DEFAULT 0,
    bias            float8 NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
CREATE INDEX item_sku ON item (lower(sku) text_pattern_ops);
CREATE INDEX item_name ON item (lower(name) text_pattern_ops);
CREATE INDEX item_low ON item (sku) WHERE is_low;

-- Sums of movements, promises and plans, folded; location '' is the network. Read stock_now.
CREATE TABLE stock (
    sku         text NOT NULL,
    location    text NOT NULL,
    on_hand     int8 NOT NULL,
    unavailable int8 NOT NULL,
    promised    int8 NOT NULL,
    allocated   int8 NOT NULL,
    PRIMARY KEY (sku, location)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);

-- What a turn changed of them and is not folded yet; sums as in stock.h.
CREATE TABLE stock_change (
    change_id int8 PRIMARY KEY,
    skus      text[] NOT NULL,
    locations text[] NOT NULL,
    sums      int4[] NOT NULL,
    values    int8[] NOT NULL
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

CREATE VIEW stock_now AS
SELECT sku, location, sum(on_hand)::int8 AS on_hand, sum(unavailable)::int8 AS unavailable,
       sum(promised)::int8 AS promised, sum(allocated)::int8 AS allocated
FROM (SELECT sku, location, on_hand, unavailable, promised, allocated FROM stock
      UNION ALL
      SELECT u.sku, u.location, CASE WHEN u.sum = 1 THEN u.value ELSE 0 END, CASE WHEN u.sum = 2 THEN u.value ELSE 0 END,
             CASE WHEN u.sum = 3 THEN u.value ELSE 0 END, CASE WHEN u.sum = 4 THEN u.value ELSE 0 END
      FROM stock_change AS c, unnest(c.skus, c.locations, c.sums, c.values) AS u (sku, location, sum, value)) AS both_parts
GROUP BY sku, location;

CREATE TABLE bin (
    sku      text NOT NULL,
    location text NOT NULL,
    bin      text NOT NULL,
    PRIMARY KEY (sku, location)
);

-- One row for each StockMoved: all movements of one cause at one location.
CREATE TABLE movement (
    position      int8 PRIMARY KEY,                -- in the inventory feed
    at            int8 NOT NULL,
    location      text NOT NULL,
    reason        text NOT NULL,
    cause_id      text NOT NULL,
    skus          text[] NOT NULL,
    movement_ids  int8[] NOT NULL,
    kinds         int8[] NOT NULL,                 -- MovementKind
    quantities    int8[] NOT NULL,
    on_hand_after int8[] NOT NULL,
    states        int8[] NOT NULL                  -- StockState
);
CREATE INDEX movement_skus ON movement USING gin (skus);

-- Purchase orders, advance ship notices without one, transfers on their way: units that are still to come.
CREATE TABLE inbound (
    kind     text NOT NULL,
    number   text NOT NULL,
    location text NOT NULL,
    is_open  boolean NOT NULL,
    skus     text[] NOT NULL,
    units    int8[] NOT NULL,
    PRIMARY KEY (kind, number)
);
CREATE INDEX inbound_skus ON inbound USING gin (skus) WHERE is_open;

CREATE TABLE stock_count (
    count_id   int8 PRIMARY KEY,
    location   text NOT NULL,
    status     text NOT NULL,                      -- REQUESTED, RECOUNT, REVIEW, COMPLETED
    lines      int8 NOT NULL,
    variance   int8 NOT NULL,                      -- booked units, found less books
    changed_at int8 NOT NULL
);

-- How far a day's decisions were from the best that was possible, as measured last.
CREATE TABLE regret (
    day      int4 PRIMARY KEY,
    realized float8 NOT NULL,
    bound    float8 NOT NULL
);
