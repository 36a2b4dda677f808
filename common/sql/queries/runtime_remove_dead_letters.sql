DELETE FROM dead_letter d
USING unnest($1::text[], $2::int8[]) AS n (source, position)
WHERE d.source = n.source AND d.position = n.position
