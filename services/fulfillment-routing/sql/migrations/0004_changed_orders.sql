-- Orders change after they were routed: units are called back and come again.

ALTER TABLE fulfillment_order
    ADD COLUMN together int4[],      -- lines of one number never part; null: each by itself
    ADD COLUMN reason   text;        -- why it was rejected or cancelled

ALTER TABLE parked
    ADD COLUMN together int4[],
    DROP CONSTRAINT parked_reason_check,
    ADD CONSTRAINT parked_reason_check CHECK (reason IN (1, 2, 3));  -- 3 NOT_TOGETHER

-- What is remembered of an order beyond its open parts: who refused it, and its units that were planned, were
-- called back and have not been planned again.
CREATE TABLE order_past (
    order_id   int8 PRIMARY KEY,
    refused_by text[] NOT NULL,
    lines      int4[] NOT NULL,
    units      int8[] NOT NULL
);
INSERT INTO order_past (order_id, refused_by, lines, units)
SELECT order_id, array_agg(location ORDER BY fulfillment_order_id), '{}', '{}'
FROM fulfillment_order WHERE status = 7 GROUP BY order_id;
