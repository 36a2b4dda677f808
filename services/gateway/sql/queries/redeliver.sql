UPDATE delivery d SET state = 1, attempts = 0, next_at = u.now
FROM unnest($1::int8[], $2::timestamptz[]) AS u (delivery_id, now) WHERE d.delivery_id = u.delivery_id
