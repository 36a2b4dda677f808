INSERT INTO order_past (order_id, refused_by, lines, units, reroutes)
SELECT order_id, refused_by::text[], lines::int4[], units::int8[], reroutes
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::text[]) AS refused_by, unnest($3::text[]) AS lines,
             unnest($4::text[]) AS units, unnest($5::int4[]) AS reroutes) AS p
ON CONFLICT (order_id) DO UPDATE
SET refused_by = excluded.refused_by, lines = excluded.lines, units = excluded.units,
    reroutes = excluded.reroutes
