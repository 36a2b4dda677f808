SELECT fulfillment_order_id, location, status
FROM fulfillment_order WHERE fulfillment_order_id = ANY ($1::int8[])
