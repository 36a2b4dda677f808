-- unnest in the select list runs in step; as a table its columns would be stored first.
INSERT INTO event (position, type, key, subject, body)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::bytea[])
