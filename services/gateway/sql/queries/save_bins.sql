INSERT INTO bin (sku, location, bin)
SELECT DISTINCT ON (u.sku, u.location) u.sku, u.location, u.bin
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS u (sku, location, bin, at)
ORDER BY u.sku, u.location, u.at DESC
ON CONFLICT (sku, location) DO UPDATE SET bin = excluded.bin
