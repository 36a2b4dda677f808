INSERT INTO stock_loss AS l (day, location, sku, units)
SELECT $4::int8, location, sku, sum(units)
FROM unnest($1::text[], $2::text[], $3::int8[]) AS u(location, sku, units)
GROUP BY location, sku
ON CONFLICT (day, location, sku) DO UPDATE SET units = l.units + excluded.units
