-- A replay that is ahead of the turns has put some here before.
INSERT INTO delivery (webhook_id, source, position, event_id, type, body, state, attempts, next_at, last_at, last_status,
                      last_error)
SELECT u.webhook_id, u.source, u.position, u.event_id, u.type, u.body, 1, 0, u.now, u.now, 0, ''
FROM unnest($1::int8[], $2::text[], $3::int8[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[])
    WITH ORDINALITY AS u (webhook_id, source, position, event_id, type, body, now, place)
ORDER BY u.place
ON CONFLICT (webhook_id, source, position) DO NOTHING
