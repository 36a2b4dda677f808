-- The last definition of a location in a turn counts.
INSERT INTO location (code, name, country, region, city, postal_code, latitude_deg, longitude_deg,
                      time_zone, closed, safety_stock, gln)
SELECT DISTINCT ON (code) code, name, country, region, city, postal_code, latitude_deg,
       longitude_deg, time_zone, closed, safety_stock, gln
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[],
            $8::float8[], $9::text[], $10::bool[], $11::int8[], $12::text[])
    WITH ORDINALITY
    AS l(code, name, country, region, city, postal_code, latitude_deg, longitude_deg,
         time_zone, closed, safety_stock, gln, n)
ORDER BY code, n DESC
ON CONFLICT (code) DO UPDATE SET
    name = excluded.name, country = excluded.country, region = excluded.region,
    city = excluded.city, postal_code = excluded.postal_code,
    latitude_deg = excluded.latitude_deg, longitude_deg = excluded.longitude_deg,
    time_zone = excluded.time_zone, closed = excluded.closed,
    safety_stock = excluded.safety_stock, gln = excluded.gln
