-- What the numbers tell: who is low, what each day brought, how far the books are audited.

-- Items that are low now; written when that begins and ends.
CREATE TABLE low_stock (
    sku   text PRIMARY KEY,
    since timestamptz NOT NULL
);

-- What moved of a SKU on a day (UTC, days since 1970-01-01), over all locations. Folded like stock: each
-- row has the movements through its movement_id.
CREATE TABLE item_day (
    sku         text NOT NULL,
    day         int4 NOT NULL,
    shipped     int8 NOT NULL CHECK (shipped >= 0),
    moved       int8 NOT NULL,              -- change of on hand
    movement_id int8 NOT NULL,
    PRIMARY KEY (sku, day)
) WITH (fillfactor = 60);

INSERT INTO item_day (sku, day, shipped, moved, movement_id)
SELECT sku, floor(extract(epoch FROM at) / 86400)::int4,
       coalesce(-sum(quantity) FILTER (WHERE kind = 2), 0), sum(quantity),
       (SELECT max(movement_id) FROM movement)
FROM movement
GROUP BY 1, 2;

-- Movements through this one were proved: each balance after it is the one before it and its quantity.
CREATE TABLE audit (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    movement_id int8 NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO audit DEFAULT VALUES;
