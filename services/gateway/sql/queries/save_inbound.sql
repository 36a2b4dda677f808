INSERT INTO inbound (kind, number, location, is_open, skus, units)
SELECT DISTINCT ON (u.kind, u.number) u.kind, u.number, u.location, u.is_open, u.skus::text[], u.units::int8[]
FROM unnest($1::text[], $2::text[], $3::text[], $4::bool[], $5::text[], $6::text[])
     WITH ORDINALITY AS u (kind, number, location, is_open, skus, units, at)
ORDER BY u.kind, u.number, u.at DESC
ON CONFLICT (kind, number) DO UPDATE SET
    location = excluded.location, is_open = excluded.is_open, skus = excluded.skus, units = excluded.units
