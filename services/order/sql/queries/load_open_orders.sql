-- A page of the open orders, at the start of the service. The same columns as load_orders.
SELECT order_id, placed_at, received_at, priority, ship_complete, channel, external_id, currency,
       country, region, city, postal_code, line_numbers, skus, prices, status, waits_for, counters::int8[],
       coalesce(cancel_unfilled_at, 'epoch'), coalesce(exchange_for_return_id, 0), coalesce(together, '{}'), coalesce(expected_at, '{}'),
       coalesce(deliver_by_day, 0), coalesce(pickup_location, ''), coalesce(substitutes_allowed, false), coalesce(delivered, '{}')
FROM orders
WHERE status IN (1, 2) AND order_id > $1::int8
ORDER BY order_id
LIMIT 5000
