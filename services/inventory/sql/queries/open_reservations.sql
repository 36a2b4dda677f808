-- BACKORDERED, COMMITTED, RECALLED
SELECT order_id, state, priority, ship_complete, round, placed_at,
       channel, country, region, city, postal_code, held, skus,
       lines::int8[], ordered, promised, backordered, shipped, cancelled,
       unrouted, kept, together::int8[]
FROM reservation
WHERE state IN (1, 2, 3)
ORDER BY order_id
