SELECT order_id, promised FROM reservation WHERE order_id = ANY ($1::int8[])
