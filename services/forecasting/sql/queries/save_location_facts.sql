INSERT INTO location_facts (location_id, closed, latitude_deg, longitude_deg, country)
SELECT DISTINCT ON (location_id) location_id, closed, latitude_deg, longitude_deg, country
FROM unnest($1::int4[], $2::bool[], $3::float8[], $4::float8[], $5::text[]) WITH ORDINALITY
    AS u (location_id, closed, latitude_deg, longitude_deg, country, n)
ORDER BY location_id, n DESC
ON CONFLICT (location_id) DO UPDATE
SET closed = excluded.closed, latitude_deg = excluded.latitude_deg,
    longitude_deg = excluded.longitude_deg, country = excluded.country
