SELECT movement_id, location, sku, quantity, on_hand_after, bin
FROM movement
WHERE movement_id > (SELECT movement_id FROM fold)
ORDER BY movement_id
