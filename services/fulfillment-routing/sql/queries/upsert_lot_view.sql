INSERT INTO lot_view (location, sku, lot, expires_on, quantity)
SELECT DISTINCT ON (location, sku, lot) location, sku, lot, expires_on, quantity
FROM unnest($1::text[], $2::text[], $3::text[], $4::int4[], $5::int8[])
     WITH ORDINALITY AS l(location, sku, lot, expires_on, quantity, nth)
ORDER BY location, sku, lot, nth DESC
ON CONFLICT (location, sku, lot) DO UPDATE
SET expires_on = excluded.expires_on, quantity = excluded.quantity
