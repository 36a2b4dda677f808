SELECT coalesce(max(order_id), 0)::int8 FROM orders
