INSERT INTO postal_code (country, code, city, region, latitude_e7, longitude_e7)
SELECT DISTINCT ON (country, code) country, code, city, region, latitude_e7, longitude_e7
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int4[], $6::int4[])
     WITH ORDINALITY AS p(country, code, city, region, latitude_e7, longitude_e7, nth)
ORDER BY country, code, nth DESC
ON CONFLICT (country, code) DO UPDATE
SET city = excluded.city, region = excluded.region,
    latitude_e7 = excluded.latitude_e7, longitude_e7 = excluded.longitude_e7
