-- The last of several changes of one location in a turn counts.
INSERT INTO location_capacity (location, units)
SELECT DISTINCT ON (location) location, units
FROM unnest($1::text[], $2::float8[]) WITH ORDINALITY AS u (location, units, nth)
ORDER BY location, nth DESC
ON CONFLICT (location) DO UPDATE SET units = excluded.units
