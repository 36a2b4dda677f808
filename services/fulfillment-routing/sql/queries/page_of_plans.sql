-- What was planned, whatever became of it.
SELECT fulfillment_order_id, order_id, location, skus, quantities
FROM fulfillment_order
WHERE fulfillment_order_id >= $1::int8 AND fulfillment_order_id < $2::int8
ORDER BY fulfillment_order_id LIMIT $3::int8
