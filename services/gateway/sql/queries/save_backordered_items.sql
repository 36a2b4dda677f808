INSERT INTO item (sku, backordered)
SELECT DISTINCT ON (u.sku) u.sku, u.backordered
FROM unnest($1::text[], $2::int8[]) WITH ORDINALITY AS u (sku, backordered, at)
ORDER BY u.sku, u.at DESC
ON CONFLICT (sku) DO UPDATE SET backordered = excluded.backordered
