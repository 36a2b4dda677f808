SELECT order_id, refused_by, lines::int8[], units, reroutes
FROM order_past WHERE order_id > $1::int8 ORDER BY order_id LIMIT 50000
