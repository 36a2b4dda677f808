-- Again, unless it waits anyway or was delivered since the replay was asked for ($8).
INSERT INTO delivery (webhook_id, source, position, event_id, type, body, state, attempts, next_at, last_at, last_status,
                      last_error)
SELECT u.webhook_id, u.source, u.position, u.event_id, u.type, u.body, 1, 0, u.now, u.asked_at, 0, ''
FROM unnest($1::int8[], $2::text[], $3::int8[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[], $8::timestamptz[])
    WITH ORDINALITY AS u (webhook_id, source, position, event_id, type, body, now, asked_at, place)
ORDER BY u.place
ON CONFLICT (webhook_id, source, position) DO UPDATE
SET state = 1, attempts = 0, next_at = excluded.next_at
WHERE delivery.state <> 1 AND delivery.last_at < excluded.last_at
