UPDATE orders o
SET status = changed.status, waits_for = changed.waits_for, counters = changed.counters::int4[],
    facts = o.facts || changed.facts, expected_at = changed.expected_at::int8[],
    delivered = changed.delivered::int8[]
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::text[], $5::bytea[], $6::text[],
            $7::text[])
    AS changed (order_id, status, waits_for, counters, facts, expected_at, delivered)
WHERE o.order_id = changed.order_id
