-- Picking by scan, and what follows a shipment.

ALTER TABLE fulfillment_order
    DROP CONSTRAINT fulfillment_order_status_check,
    ADD CONSTRAINT fulfillment_order_status_check CHECK (status IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
    ADD COLUMN missing int8[];       -- while it is picked: units that were not found and went elsewhere; null: none

ALTER TABLE pick_list
    ADD COLUMN cut_off_at  timestamptz,               -- of the location when it was released; null: none
    ADD COLUMN picker      text NOT NULL DEFAULT '',  -- who took it last
    ADD COLUMN lease_until timestamptz;               -- it is theirs until then; null: nobody's

-- gone: its stock has left, or is about to. What is missing of what is picked is what was not found.
CREATE OR REPLACE VIEW fulfillment_line AS
SELECT f.fulfillment_order_id, f.order_id, f.location, f.status, l.line, l.sku, l.quantity,
       coalesce(l.picked, CASE WHEN f.status IN (5, 6, 9, 10) THEN l.quantity ELSE 0 END) AS picked,
       CASE WHEN f.status IN (5, 6, 9, 10) THEN l.quantity - coalesce(l.picked, l.quantity)
            ELSE coalesce(l.missing, 0) END AS missing,
       f.status IN (6, 9) OR (f.status = 10 AND f.stock_seen) AS gone
FROM fulfillment_order f,
     unnest(f.lines, f.skus, f.quantities, f.picked, f.missing) AS l(line, sku, quantity, picked, missing);

CREATE OR REPLACE VIEW fulfillment_status AS
SELECT * FROM (VALUES (1::int2, 'PLANNED'), (2::int2, 'RELEASED'), (3::int2, 'ACCEPTED'),
                      (4::int2, 'PICKING'), (5::int2, 'PACKED'), (6::int2, 'SHIPPED'),
                      (7::int2, 'REJECTED'), (8::int2, 'CANCELLED'), (9::int2, 'DELIVERED'),
                      (10::int2, 'READY')) AS s(status, name);
