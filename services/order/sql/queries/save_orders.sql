UPDATE orders o
SET status = changed.status, waits_for = changed.waits_for, counters = changed.counters::int4[],
    facts = o.facts || changed.facts
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::text[], $5::bytea[])
    AS changed (order_id, status, waits_for, counters, facts)
WHERE o.order_id = changed.order_id
