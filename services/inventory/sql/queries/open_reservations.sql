-- BACKORDERED, COMMITTED, RECALLED
SELECT order_id, state, priority, ship_complete, round, placed_at,
       channel, country, region, city, postal_code, held, skus,
       lines::int8[], ordered, promised, backordered, shipped, cancelled,
       unrouted, kept, together::int8[],
       coalesce(deliver_by_day, 0), coalesce(pickup_location, ''), coalesce(substitutes_allowed, false)
FROM reservation
WHERE state IN (1, 2, 3)
ORDER BY order_id
