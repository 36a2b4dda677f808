-- A row of its own, or more of the newest one as long as that is small: where little is ordered, turns are of one order.
WITH newest AS (
    SELECT max(row_id) AS row_id FROM order_sku
), grown AS (
    UPDATE order_sku AS o SET order_ids = o.order_ids || $1::int8[], sku_numbers = o.sku_numbers || $2::int4[]
    FROM newest AS n WHERE o.row_id = n.row_id AND cardinality(o.sku_numbers) < 128
    RETURNING o.row_id
)
INSERT INTO order_sku (row_id, order_ids, sku_numbers)
SELECT coalesce(n.row_id, 0) + 1, $1::int8[], $2::int4[] FROM newest AS n WHERE NOT EXISTS (SELECT FROM grown)
