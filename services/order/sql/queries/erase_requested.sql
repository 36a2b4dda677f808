-- Who was to be the recipient.
UPDATE order_request SET name = NULL, street = NULL, phone = NULL, email = NULL
WHERE order_id = ANY ($1::int8[]) AND name IS NOT NULL
