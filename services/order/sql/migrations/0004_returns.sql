-- Returns: one row each, lines packed. What was asked for, what came, what became of it and what the customer
-- is owed are counted apart; see core/returns.h.
CREATE TABLE rma (
    return_id         int8 PRIMARY KEY,
    order_id          int8        NOT NULL,   -- 0: nobody knows of which order
    channel           text COLLATE "C" NOT NULL,
    currency          text        NOT NULL,
    reference         text        NOT NULL,   -- the shop's own number
    blind             boolean     NOT NULL,
    requested_at      timestamptz NOT NULL,
    line_numbers      int8[]      NOT NULL,   -- of the order; if it has no such line: something it did not hold
    skus              text[]      NOT NULL,
    reasons           int8[]      NOT NULL,
    prices            int8[]      NOT NULL,   -- minor units of the currency, per unit
    status            int2        NOT NULL CHECK (status IN (1, 2, 3, 4, 5, 6, 7, 8, 9)),
                      -- REQUESTED, AUTHORIZED, DECLINED, RECEIVED, INSPECTED, RESOLVED, CLOSED, EXPIRED, CANCELLED
    expires_at        timestamptz,            -- of an authorized one
    exchange_order_id int8        NOT NULL,   -- the order that replaces the goods; 0: none
    counters          int8[]      NOT NULL,   -- of each line: requested, received, inspected, restocked, refurbished,
                                              -- quarantined, returned to vendor, scrapped, refunded, exchanged,
                                              -- nothing owed, money to refund
    part_locations    text[]      NOT NULL,   -- what came, by location
    part_units        int8[]      NOT NULL,   -- of each part: line, received, inspected
    CHECK (cardinality(skus) = cardinality(line_numbers)
       AND cardinality(reasons) = cardinality(line_numbers)
       AND cardinality(prices) = cardinality(line_numbers)
       AND cardinality(counters) = 12 * cardinality(line_numbers)
       AND cardinality(part_units) = 3 * cardinality(part_locations))
) WITH (fillfactor = 70);
CREATE INDEX rma_of_order ON rma (order_id);
-- What runs out next.
CREATE INDEX rma_expiry ON rma (expires_at) WHERE status = 2;

-- The lines for people.
CREATE VIEW rma_line AS
SELECT r.return_id, r.order_id, r.channel, r.status, l.number AS line, l.sku, l.reason, l.price AS unit_price_minor,
       u.*
FROM rma r
CROSS JOIN LATERAL unnest(r.line_numbers, r.skus, r.reasons, r.prices) WITH ORDINALITY AS l (number, sku, reason, price, i)
CROSS JOIN LATERAL (
    SELECT r.counters[12 * i - 11] AS requested, r.counters[12 * i - 10] AS received, r.counters[12 * i - 9] AS inspected,
           r.counters[12 * i - 8] AS restocked, r.counters[12 * i - 7] AS refurbished, r.counters[12 * i - 6] AS quarantined,
           r.counters[12 * i - 5] AS returned_to_vendor, r.counters[12 * i - 4] AS scrapped,
           r.counters[12 * i - 3] AS refunded, r.counters[12 * i - 2] AS exchanged, r.counters[12 * i - 1] AS nothing_owed,
           r.counters[12 * i] AS refund_minor) AS u;

-- What came where.
CREATE VIEW rma_part AS
SELECT r.return_id, r.order_id, p.location, r.part_units[3 * i - 2] AS line, l.sku,
       r.part_units[3 * i - 1] AS received, r.part_units[3 * i] AS inspected
FROM rma r
CROSS JOIN LATERAL unnest(r.part_locations) WITH ORDINALITY AS p (location, i)
JOIN LATERAL unnest(r.line_numbers, r.skus) AS l (number, sku) ON l.number = r.part_units[3 * i - 2];
