SELECT order_id, fold FROM orders WHERE order_id = ANY ($1::int8[])
