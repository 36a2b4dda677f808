SELECT movement_id FROM fold
