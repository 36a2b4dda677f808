-- The last state of a document in a turn counts: what is over leaves.
WITH last AS (
    SELECT DISTINCT ON (kind, number) *
    FROM unnest($1::int4[], $2::text[], $3::bool[], $4::int4[], $5::int4[], $6::bool[], $7::text[],
                $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
                $13::text[], $14::text[]) WITH ORDINALITY
        AS u (kind, number, over, location_id, origin_id, drafted, supplier, opened_at, due_at, lines,
              item_ids, expected, received, gone, n)
    ORDER BY kind, number, n DESC
), ended AS (
    DELETE FROM inbound USING last
    WHERE last.over AND inbound.kind = last.kind AND inbound.number = last.number
)
INSERT INTO inbound (kind, number, location_id, origin_id, drafted, supplier, opened_at, due_at, lines,
                     item_ids, expected, received, gone)
SELECT kind, number, location_id, origin_id, drafted, supplier, opened_at, due_at, lines::int4[],
       item_ids::int4[], expected::int8[], received::int8[], gone::int8[]
FROM last WHERE NOT over
ON CONFLICT (kind, number) DO UPDATE
SET drafted = excluded.drafted, due_at = excluded.due_at, lines = excluded.lines,
    item_ids = excluded.item_ids, expected = excluded.expected, received = excluded.received,
    gone = excluded.gone
