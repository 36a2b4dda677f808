UPDATE delivery d SET state = 1, attempts = 0, next_at = u.now
FROM unnest($1::int8[], $2::timestamptz[]) AS u (webhook_id, now) WHERE d.webhook_id = u.webhook_id AND d.state = 3
