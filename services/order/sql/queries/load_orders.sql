SELECT order_id, placed_at, received_at, priority, ship_complete, channel, external_id, currency,
       country, region, city, postal_code, line_numbers, skus, prices, status, waits_for, counters::int8[]
FROM orders
WHERE order_id = ANY ($1::int8[])
ORDER BY order_id
