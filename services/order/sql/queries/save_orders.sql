UPDATE orders o
SET status = changed.status, waits_for = changed.waits_for, counters = changed.counters::int4[]
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::text[]) AS changed (order_id, status, waits_for, counters)
WHERE o.order_id = changed.order_id
