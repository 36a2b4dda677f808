SELECT sku, weight_g, unit_cost_minor, currency, gtin, hazmat, oversize, no_export, substitutes
FROM item_view WHERE sku > $1::text ORDER BY sku LIMIT 50000
