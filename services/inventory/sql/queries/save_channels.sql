-- The last definition of a channel in a turn counts.
INSERT INTO channel (code, kind, priority, buffer, cap, cancel_unfilled_days, skus, buffers, caps)
SELECT DISTINCT ON (code) code, kind, priority, buffer, cap, cancel_unfilled_days, skus::text[],
       buffers::int8[], caps::int8[]
FROM unnest($1::text[], $2::int4[], $3::int4[], $4::int8[], $5::int8[], $6::int4[], $7::text[],
            $8::text[], $9::text[])
    WITH ORDINALITY
    AS c(code, kind, priority, buffer, cap, cancel_unfilled_days, skus, buffers, caps, n)
ORDER BY code, n DESC
ON CONFLICT (code) DO UPDATE SET
    kind = excluded.kind, priority = excluded.priority, buffer = excluded.buffer,
    cap = excluded.cap, cancel_unfilled_days = excluded.cancel_unfilled_days,
    skus = excluded.skus, buffers = excluded.buffers, caps = excluded.caps
