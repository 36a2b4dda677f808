-- How the customer wants it, and how much of it has arrived. Rarely set, so null where they are not.
ALTER TABLE orders
    ADD COLUMN deliver_by_day      int4 CHECK (deliver_by_day > 0),     -- days since 1970-01-01
    ADD COLUMN pickup_location     text CHECK (pickup_location <> ''),  -- the customer collects it there
    ADD COLUMN substitutes_allowed boolean CHECK (substitutes_allowed),
    ADD COLUMN delivered           int8[] CHECK (cardinality(delivered) = cardinality(line_numbers));
                                                                        -- by line: units that the customer has

-- The lines for people, as before, with what has arrived.
CREATE OR REPLACE VIEW order_line AS
SELECT o.order_id, l.number AS line, l.sku, l.price AS unit_price_minor,
       ordered, cancelled,
       undecided - least(undecided, ahead)              AS undecided,
       backordered - greatest(0, ahead - undecided)     AS backordered,
       greatest(promised, shipped + allocated) - shipped - allocated AS reserved,
       allocated,
       greatest(shipped, least(picked, shipped + allocated)) AS picked,
       shipped,
       coalesce(o.delivered[l.i], 0)                    AS delivered
FROM orders o
CROSS JOIN LATERAL unnest(o.line_numbers, o.skus, o.prices) WITH ORDINALITY AS l (number, sku, price, i)
JOIN LATERAL (
    SELECT (n - 1) / 7 + 1 AS i,
           max(units) FILTER (WHERE n % 7 = 1)::int8 AS ordered,
           max(units) FILTER (WHERE n % 7 = 2)::int8 AS cancelled,
           max(units) FILTER (WHERE n % 7 = 3)::int8 AS backordered,
           max(units) FILTER (WHERE n % 7 = 4)::int8 AS promised,
           max(units) FILTER (WHERE n % 7 = 5)::int8 AS planned,
           max(units) FILTER (WHERE n % 7 = 6)::int8 AS picked,
           max(units) FILTER (WHERE n % 7 = 0)::int8 AS shipped
    FROM unnest(o.counters) WITH ORDINALITY AS c (units, n)
    GROUP BY 1) AS units ON units.i = l.i
CROSS JOIN LATERAL (
    SELECT ordered - cancelled - backordered - promised AS undecided,
           least(planned, ordered - cancelled - shipped) AS allocated) AS derived
CROSS JOIN LATERAL (
    SELECT greatest(promised, shipped + allocated) - promised AS ahead) AS proof;
