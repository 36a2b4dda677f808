SELECT fulfillment_order_id, order_id, location, status, coalesce(pick_list_id, 0), coalesce(parent, 0),
       distance_m, country, region, city, postal_code, placed_at, planned_at,
       lines::int8[], skus, quantities, coalesce(picked, CASE WHEN status < 4 THEN array_fill(0::int8, ARRAY[cardinality(quantities)]) ELSE quantities END), together::int8[],
       missing, stock_seen,
       coalesce(dispatch_day, 0)::int8, coalesce(deliver_on_day, 0)::int8, dispatch_by, coalesce(cost_nano, 0),
       coalesce(policy, 0)::int8, planned_carrier, planned_service
FROM fulfillment_order
WHERE fulfillment_order_id > $1::int8 AND (status <= 5 OR status = 10 OR (status IN (6, 9) AND NOT stock_seen)
    OR (status = 6 AND fulfillment_order_id IN (SELECT p.fulfillment_order_id FROM pickup p WHERE p.state = 1)))
ORDER BY fulfillment_order_id LIMIT 50000
