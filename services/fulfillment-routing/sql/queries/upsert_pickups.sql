INSERT INTO pickup (fulfillment_order_id, order_id, location, state, ready_until, changed_at)
SELECT DISTINCT ON (id) id, order_id, location, state, nullif(ready_until, 'epoch'), $6::timestamptz
FROM unnest($1::int8[], $2::int8[], $3::text[], $4::int4[], $5::timestamptz[])
     WITH ORDINALITY AS p(id, order_id, location, state, ready_until, nth)
ORDER BY id, nth DESC
ON CONFLICT (fulfillment_order_id) DO UPDATE
SET state = excluded.state, ready_until = excluded.ready_until, changed_at = excluded.changed_at
