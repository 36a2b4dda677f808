INSERT INTO event (position, type, key, subject, body)
SELECT * FROM unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::bytea[])
