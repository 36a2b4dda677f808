INSERT INTO holiday_effect (day, name, category, sold, expected)
SELECT * FROM unnest($1::int4[], $2::text[], $3::text[], $4::float8[], $5::float8[])
