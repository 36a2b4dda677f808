SELECT order_id, refused_by, lines::int8[], units FROM order_past WHERE order_id = ANY ($1::int8[])
