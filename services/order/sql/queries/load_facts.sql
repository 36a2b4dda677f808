SELECT order_id, facts FROM orders WHERE order_id = ANY ($1::int8[]) ORDER BY order_id
