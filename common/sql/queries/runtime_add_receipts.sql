INSERT INTO receipt (sender, id, code, detail, type, body)
SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::int4[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::bytea[])
