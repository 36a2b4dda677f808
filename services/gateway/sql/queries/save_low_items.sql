INSERT INTO item (sku, is_low)
SELECT DISTINCT ON (u.sku) u.sku, u.is_low
FROM unnest($1::text[], $2::bool[]) WITH ORDINALITY AS u (sku, is_low, at)
ORDER BY u.sku, u.at DESC
ON CONFLICT (sku) DO UPDATE SET is_low = excluded.is_low
