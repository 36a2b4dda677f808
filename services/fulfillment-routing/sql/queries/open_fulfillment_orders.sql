SELECT fulfillment_order_id, order_id, location, status, coalesce(pick_list_id, 0), coalesce(parent, 0),
       distance_m, country, region, city, postal_code, placed_at, planned_at,
       lines::int8[], skus, quantities, coalesce(picked, quantities), together::int8[]
FROM fulfillment_order
WHERE fulfillment_order_id > $1::int8 AND (status <= 5 OR (status = 6 AND NOT stock_seen))
ORDER BY fulfillment_order_id LIMIT 50000
