-- Balances of stock by number: SKUs and locations have one each, and a balance is the SKU's x 65,536 + the location's
-- (0: the network).
DROP VIEW stock_now;
DROP TABLE stock, stock_change;

CREATE TABLE sku_number (
    sku    text COLLATE "C" PRIMARY KEY,
    number int8 NOT NULL
);
CREATE TABLE location_number (
    location text COLLATE "C" PRIMARY KEY,
    number   int8 NOT NULL
);

-- Read stock_of().
CREATE TABLE stock (
    balance_id  int8 PRIMARY KEY,
    on_hand     int8 NOT NULL,
    unavailable int8 NOT NULL,
    promised    int8 NOT NULL,
    allocated   int8 NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);

-- What turns changed of balances that are not written yet; sums are numbers of stock.h.
CREATE TABLE stock_change (
    change_id   int8 PRIMARY KEY,
    balance_ids int8[] NOT NULL,
    sums        int4[] NOT NULL,
    values      int8[] NOT NULL
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

-- Of some SKUs, by location; '' is the network.
CREATE FUNCTION stock_of(wanted text[]) RETURNS TABLE (sku text, location text, on_hand int8, unavailable int8, promised int8, allocated int8)
LANGUAGE sql STABLE AS $$
    WITH numbered AS (
        SELECT n.sku, n.number FROM sku_number AS n WHERE n.sku = ANY (wanted)
    ), balance AS (
        SELECT n.sku, b.balance_id, b.on_hand, b.unavailable, b.promised, b.allocated
        FROM numbered AS n JOIN stock AS b ON b.balance_id >= n.number * 65536 AND b.balance_id < (n.number + 1) * 65536
        UNION ALL
        SELECT n.sku, u.balance_id, CASE u.sum WHEN 0 THEN u.value ELSE 0 END, CASE u.sum WHEN 1 THEN u.value ELSE 0 END,
               CASE u.sum WHEN 2 THEN u.value ELSE 0 END, CASE u.sum WHEN 3 THEN u.value ELSE 0 END
        FROM stock_change AS c CROSS JOIN LATERAL unnest(c.balance_ids, c.sums, c.values) AS u (balance_id, sum, value)
        JOIN numbered AS n ON n.number = u.balance_id / 65536
    )
    SELECT b.sku, coalesce(l.location, ''), sum(b.on_hand)::int8, sum(b.unavailable)::int8, sum(b.promised)::int8,
           sum(b.allocated)::int8
    FROM balance AS b LEFT JOIN location_number AS l ON l.number = b.balance_id % 65536
    GROUP BY b.sku, coalesce(l.location, '')
$$;

-- Keys that are looked up often compare as bytes.
ALTER TABLE tally ALTER COLUMN location TYPE text COLLATE "C", ALTER COLUMN channel TYPE text COLLATE "C";

ALTER TABLE orders ADD COLUMN is_open boolean NOT NULL DEFAULT true; -- neither over nor wholly shipped
DROP INDEX orders_external_id;                                           -- A and a are the same, the rest is as it is
CREATE INDEX orders_external_id ON orders (lower(external_id COLLATE "C") text_pattern_ops);
CREATE INDEX orders_open ON orders (order_id) WHERE is_open;

DO $$ BEGIN
    ALTER TABLE stock_change ALTER COLUMN balance_ids SET COMPRESSION lz4, ALTER COLUMN sums SET COMPRESSION lz4,
        ALTER COLUMN values SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
END $$;
