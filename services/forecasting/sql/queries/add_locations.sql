INSERT INTO location (location_id, code)
SELECT * FROM unnest($1::int4[], $2::text[])
