-- The same columns as open_reservations.sql.
SELECT order_id, state, priority, ship_complete, round, placed_at,
       channel, country, region, city, postal_code, held, skus,
       lines::int8[], ordered, promised, backordered, shipped, cancelled,
       unrouted, kept, together::int8[],
       coalesce(deliver_by_day, 0), coalesce(pickup_location, ''), coalesce(substitutes_allowed, false)
FROM reservation
WHERE order_id = ANY ($1::int8[])
