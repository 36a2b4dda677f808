SELECT country, code, city, region, latitude_e7, longitude_e7
FROM postal_code WHERE (country, code) > ($1::text, $2::text)
ORDER BY country, code LIMIT 50000
