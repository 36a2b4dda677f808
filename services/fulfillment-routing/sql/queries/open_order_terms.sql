-- Of orders that are open; those from the oldest open one on are looked through.
SELECT order_id, deliver_by_day, pickup_location, substitutes_allowed
FROM order_terms WHERE order_id > $1::int8 ORDER BY order_id LIMIT 50000
