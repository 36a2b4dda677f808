SELECT order_id, name, street, phone, email
FROM recipient
WHERE order_id = ANY ($1::int8[])
ORDER BY order_id
