UPDATE delivery d
SET state = u.state, attempts = u.attempts, next_at = u.next_at, last_at = u.last_at, last_status = u.last_status,
    last_error = u.last_error
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::timestamptz[], $5::timestamptz[], $6::int4[], $7::text[])
    AS u (delivery_id, state, attempts, next_at, last_at, last_status, last_error)
WHERE d.delivery_id = u.delivery_id
