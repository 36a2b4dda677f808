SELECT order_id, refused_by, lines::int8[], units, reroutes FROM order_past WHERE order_id = ANY ($1::int8[])
