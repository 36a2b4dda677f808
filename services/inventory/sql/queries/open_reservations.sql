-- BACKORDERED, COMMITTED, RECALLED
SELECT order_id, state, priority, ship_complete, round, placed_at,
       channel, country, region, city, postal_code,
       lines::int8[], skus, ordered, promised, backordered, shipped, cancelled
FROM reservation
WHERE state IN (1, 2, 3)
ORDER BY order_id
