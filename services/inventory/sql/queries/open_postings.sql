-- A posting has at most 4,000 movements.
SELECT first_movement_id, location, skus, quantities, on_hand_after, bins, kind,
       floor(extract(epoch FROM at) / 86400)::int8 AS day
FROM posting
WHERE first_movement_id > (SELECT movement_id - 4000 FROM fold)
ORDER BY first_movement_id
