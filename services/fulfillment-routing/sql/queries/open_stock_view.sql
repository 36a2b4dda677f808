SELECT location, sku, on_hand, unavailable, bin, doubtful
FROM stock_view WHERE (location, sku) > ($1::text, $2::text)
ORDER BY location, sku LIMIT 50000
