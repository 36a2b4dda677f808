SELECT sku FROM known_item WHERE sku > $1::text ORDER BY sku LIMIT 50000
