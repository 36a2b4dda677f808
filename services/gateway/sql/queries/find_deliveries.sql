-- Newest first, before the cursor ($3); state 0: all.
SELECT delivery_id, event_id, type, source, position, state, attempts, next_at, last_at, last_status, last_error
FROM delivery
WHERE webhook_id = $1::int8 AND ($2::int8 = 0 OR state = $2::int8) AND delivery_id < $3::int8
ORDER BY delivery_id DESC LIMIT $4::int8
