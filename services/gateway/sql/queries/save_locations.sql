INSERT INTO location (code, name, country, city, latitude_deg, longitude_deg, time_zone, closed)
SELECT DISTINCT ON (u.code) u.code, u.name, u.country, u.city, u.latitude_deg, u.longitude_deg, u.time_zone, u.closed
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::bool[])
     WITH ORDINALITY AS u (code, name, country, city, latitude_deg, longitude_deg, time_zone, closed, at)
ORDER BY u.code, u.at DESC
ON CONFLICT (code) DO UPDATE SET
    name = excluded.name, country = excluded.country, city = excluded.city, latitude_deg = excluded.latitude_deg,
    longitude_deg = excluded.longitude_deg, time_zone = excluded.time_zone, closed = excluded.closed
