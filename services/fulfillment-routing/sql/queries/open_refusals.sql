SELECT order_id, location FROM fulfillment_order WHERE status = 7 ORDER BY fulfillment_order_id
