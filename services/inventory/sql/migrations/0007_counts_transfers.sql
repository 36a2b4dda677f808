-- Cycle counts: blind, counted again above the tolerance. Transfers are documents (0006).

-- Lines are packed. What was found is told by SKU, state and lot; on_hand is what the books said
-- when it was submitted. An empty array means 0, false or '' for all.
CREATE TABLE stock_count (
    count_id          int8 PRIMARY KEY,
    state             int2 NOT NULL CHECK (state IN (1, 2, 3, 4, 5)),
                          -- REQUESTED RECOUNT REVIEW COMPLETED CANCELLED
    location          text NOT NULL,
    tolerance_units   int8 NOT NULL,
    tolerance_percent int4 NOT NULL,
    requested_at      timestamptz NOT NULL,
    reason            text NOT NULL,
    skus              text[] NOT NULL,
    done              int4[] NOT NULL,      -- 1: booked, or given up with the count
    found_skus        text[] NOT NULL,
    found_states      int4[] NOT NULL,
    found_lots        text[] NOT NULL,
    found_expires_on  int4[] NOT NULL,
    counted           int8[] NOT NULL,
    on_hand           int8[] NOT NULL,
    booked            int4[] NOT NULL
);
CREATE INDEX stock_count_open ON stock_count (count_id) WHERE state IN (1, 2, 3);

CREATE VIEW count_found AS
SELECT c.count_id, c.state AS count_state, c.location, f.sku, coalesce(f.state, 1) AS state,
       nullif(f.lot, '') AS lot, coalesce(f.counted, 0) AS counted,
       coalesce(f.on_hand, 0) AS on_hand,
       coalesce(f.counted, 0) - coalesce(f.on_hand, 0) AS variance,
       coalesce(f.booked, 0) = 1 AS booked
FROM stock_count c,
     unnest(c.found_skus, c.found_states, c.found_lots, c.counted, c.on_hand, c.booked)
         AS f(sku, state, lot, counted, on_hand, booked);
