-- The last of several numbers of one item in a turn counts. A row that fell to 0 stays: it may rise again soon.
INSERT INTO backorders (item_id, units)
SELECT DISTINCT ON (item_id) item_id, units
FROM unnest($1::int4[], $2::int8[]) WITH ORDINALITY AS u (item_id, units, n)
ORDER BY item_id, n DESC
ON CONFLICT (item_id) DO UPDATE SET units = excluded.units
