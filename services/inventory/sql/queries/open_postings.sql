SELECT first_movement_id, location, skus, quantities, on_hand_after, bins
FROM posting
WHERE first_movement_id > (SELECT movement_id FROM fold)
ORDER BY first_movement_id
