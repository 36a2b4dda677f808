-- The same columns as open_reservations.sql.
SELECT order_id, state, priority, ship_complete, round, placed_at,
       channel, country, region, city, postal_code, held, skus,
       lines::int8[], ordered, promised, backordered, shipped, cancelled,
       unrouted, kept, together::int8[]
FROM reservation
WHERE order_id = ANY ($1::int8[])
