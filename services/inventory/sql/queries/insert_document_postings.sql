INSERT INTO document_posting (first_movement_id, kind, number)
SELECT unnest($1::int8[]), unnest($2::int4[]), unnest($3::text[])
