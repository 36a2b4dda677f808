-- The last number of a SKU at a location in a turn counts; -1: the location's own again.
INSERT INTO safety_stock (location, sku, quantity, planned)
SELECT DISTINCT ON (location, sku) location, sku, quantity, planned
FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[]) WITH ORDINALITY
    AS s(location, sku, quantity, planned, n)
ORDER BY location, sku, n DESC
ON CONFLICT (location, sku) DO UPDATE
SET quantity = excluded.quantity, planned = excluded.planned
