INSERT INTO stock_level (sku, location, safety_stock, reorder_point, order_up_to)
SELECT DISTINCT ON (u.sku, u.location) u.sku, u.location, u.safety_stock, u.reorder_point, u.order_up_to
FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[], $5::int8[])
     WITH ORDINALITY AS u (sku, location, safety_stock, reorder_point, order_up_to, at)
ORDER BY u.sku, u.location, u.at DESC
ON CONFLICT (sku, location) DO UPDATE SET
    safety_stock = excluded.safety_stock, reorder_point = excluded.reorder_point, order_up_to = excluded.order_up_to
