INSERT INTO receipt (sender, id, code, detail, type, body)
SELECT * FROM unnest($1::text[], $2::text[], $3::int4[], $4::text[], $5::text[], $6::bytea[])
