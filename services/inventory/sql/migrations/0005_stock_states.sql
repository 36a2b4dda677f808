-- Units that are not plainly available: states, lots with an expiry; packs; what single SKUs keep back.

ALTER TABLE item
    ADD COLUMN unit                text NOT NULL DEFAULT 'EA',  -- UNECE Recommendation 20
    ADD COLUMN pack_names          text[] NOT NULL DEFAULT '{}',
    ADD COLUMN pack_units          int8[] NOT NULL DEFAULT '{}',
    ADD COLUMN pack_gtins          text[] NOT NULL DEFAULT '{}',
    ADD COLUMN lot_tracked         boolean NOT NULL DEFAULT false,
    ADD COLUMN shelf_life_days_min int4 NOT NULL DEFAULT 0 CHECK (shelf_life_days_min >= 0),
    ADD COLUMN backorder           int2 NOT NULL DEFAULT 1 CHECK (backorder IN (1, 2)), -- ALLOW, DENY
    ADD COLUMN backorder_cap       int8 NOT NULL DEFAULT 0 CHECK (backorder_cap >= 0),
    ADD COLUMN preorder_cap        int8 NOT NULL DEFAULT 0 CHECK (preorder_cap >= 0),
    ADD COLUMN available_from_us   int8 NOT NULL DEFAULT 0,
    ADD COLUMN low_stock           int8 NOT NULL DEFAULT 0 CHECK (low_stock >= 0),
    ADD COLUMN recovered_stock     int8 NOT NULL DEFAULT 0 CHECK (recovered_stock >= 0),
    ADD CHECK (cardinality(pack_names) = cardinality(pack_units)
               AND cardinality(pack_names) = cardinality(pack_gtins));

-- Units of a SKU that were made, and expire, together.
CREATE TABLE lot (
    sku        text NOT NULL,
    code       text NOT NULL,
    expires_on int4 NOT NULL CHECK (expires_on >= 0),   -- days since 1970-01-01; 0: never
    PRIMARY KEY (sku, code)
);

-- Units at a location that are in a lot or not AVAILABLE; the rest of a balance is plainly available.
-- Written with each turn that changes it.
CREATE TABLE pile (
    pile_id  int8 PRIMARY KEY,
    location text NOT NULL,
    sku      text NOT NULL,
    state    int2 NOT NULL CHECK (state IN (1, 2, 3, 4, 5, 6, 7)),
    -- AVAILABLE, DAMAGED, QUALITY_HOLD, QUARANTINE, REFURBISH, RETURN_TO_VENDOR, EXPIRED
    lot      text NOT NULL,                             -- '': none
    quantity int8 NOT NULL CHECK (quantity <> 0),
    CHECK (state <> 1 OR lot <> '')
);

-- Units of a SKU kept back at a location instead of the location's own number; -1: that again.
CREATE TABLE safety_stock (
    location text NOT NULL,
    sku      text NOT NULL,
    quantity int8 NOT NULL CHECK (quantity >= -1),
    PRIMARY KEY (location, sku)
);

-- What piles hold is in pile alone. The last movement of each balance is where its chain goes on.
ALTER TABLE stock ADD COLUMN last_movement_id int8 NOT NULL DEFAULT 0;

-- The ledger: the state and lot of each movement (a list that ends early: AVAILABLE, without a lot), and
-- the movement before it of the same SKU at the same location (0: none).
ALTER TABLE posting
    DROP CONSTRAINT posting_kind_check,
    -- RECEIVE, SHIP, ADJUST, COUNT, TRANSFER_OUT, TRANSFER_IN, RETURN_IN, STATE_CHANGE, WRITE_OFF
    ADD CONSTRAINT posting_kind_check CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9)),
    ADD COLUMN states   int2[] NOT NULL DEFAULT '{}',
    ADD COLUMN lots     text[] NOT NULL DEFAULT '{}',
    ADD COLUMN previous int8[] NOT NULL DEFAULT '{}';

UPDATE posting p
SET previous = chain.previous
FROM (SELECT first_movement_id, array_agg(previous ORDER BY movement_id) AS previous
      FROM (SELECT q.first_movement_id, q.first_movement_id + m.n - 1 AS movement_id,
                   lag(q.first_movement_id + m.n - 1, 1, 0::int8)
                       OVER (PARTITION BY q.location, m.sku
                             ORDER BY q.first_movement_id + m.n - 1) AS previous
            FROM posting q, unnest(q.skus) WITH ORDINALITY AS m(sku, n)) AS one
      GROUP BY first_movement_id) AS chain
WHERE p.first_movement_id = chain.first_movement_id;

ALTER TABLE posting
    ALTER COLUMN previous DROP DEFAULT,
    ADD CHECK (cardinality(previous) = cardinality(skus));

CREATE OR REPLACE VIEW movement AS
SELECT p.first_movement_id + m.n - 1 AS movement_id, p.kind, p.location, m.sku, m.quantity,
       m.on_hand_after, nullif(m.bin, '') AS bin, p.reason, p.actor, p.cause,
       m.n::int4 AS line, p.at, coalesce(m.state, 1) AS state, coalesce(m.lot, '') AS lot, m.previous
FROM posting p,
     unnest(p.skus, p.quantities, p.on_hand_after, p.bins, p.states, p.lots, p.previous)
         WITH ORDINALITY
         AS m(sku, quantity, on_hand_after, bin, state, lot, previous, n);

UPDATE stock s
SET last_movement_id = m.last
FROM (SELECT location, sku, max(movement_id) AS last FROM movement GROUP BY location, sku) AS m
WHERE m.location = s.location AND m.sku = s.sku;

-- A posting has at most 4,000 movements, so those after the fold begin at most that far before it.
CREATE OR REPLACE VIEW stock_now AS
SELECT location, sku, sum(on_hand)::int8 AS on_hand, sum(unavailable)::int8 AS unavailable
FROM (SELECT location, sku, on_hand, 0::int8 AS unavailable FROM stock
      UNION ALL
      SELECT location, sku, 0, quantity FROM pile WHERE state <> 1
      UNION ALL
      SELECT p.location, m.sku, m.quantity, 0
      FROM posting p
      CROSS JOIN unnest(p.skus, p.quantities) WITH ORDINALITY AS m(sku, quantity, n)
      LEFT JOIN stock s ON s.location = p.location AND s.sku = m.sku
      WHERE p.first_movement_id > (SELECT movement_id - 4000 FROM fold)
        AND p.first_movement_id + m.n - 1 > coalesce(s.movement_id, 0)) AS part
GROUP BY location, sku;

CREATE OR REPLACE VIEW sellable_now AS
SELECT s.sku,
       sum(CASE WHEN l.closed THEN 0
                ELSE greatest(0, s.on_hand - s.unavailable
                                 - coalesce(nullif(k.quantity, -1), l.safety_stock))
           END)::int8 AS sellable
FROM stock_now s
JOIN location l ON l.code = s.location
LEFT JOIN safety_stock k ON k.location = s.location AND k.sku = s.sku
GROUP BY s.sku;

ALTER TABLE stock DROP COLUMN unavailable;
