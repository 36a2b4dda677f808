INSERT INTO location (code, name, latitude_deg, longitude_deg, closed, safety_stock, country, time_zone)
SELECT DISTINCT ON (code) code, name, latitude_deg, longitude_deg, closed, safety_stock, country, time_zone
FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::bool[], $6::int8[], $7::text[], $8::text[])
     WITH ORDINALITY AS l(code, name, latitude_deg, longitude_deg, closed, safety_stock, country, time_zone, nth)
ORDER BY code, nth DESC
ON CONFLICT (code) DO UPDATE
SET name = excluded.name, latitude_deg = excluded.latitude_deg, longitude_deg = excluded.longitude_deg,
    closed = excluded.closed, safety_stock = excluded.safety_stock, country = excluded.country,
    time_zone = excluded.time_zone
