INSERT INTO recipient (order_id, name, street, phone, email)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[])
ON CONFLICT (order_id) DO UPDATE
SET name = excluded.name, street = excluded.street, phone = excluded.phone, email = excluded.email
