-- The next in line, but for those that are under way; one that is not due yet tells when to come again.
SELECT delivery_id, attempts, event_id, next_at, body
FROM delivery
WHERE webhook_id = $1::int8 AND state = 1 AND delivery_id <> ALL ($2::int8[])
ORDER BY next_at, delivery_id LIMIT $3::int8
