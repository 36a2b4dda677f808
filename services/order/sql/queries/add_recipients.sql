INSERT INTO recipient (order_id, name, street, phone, email)
SELECT * FROM unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::text[])
