SELECT sku, location, price_nano, by_hand FROM scarcity_price WHERE price_nano > 0 ORDER BY sku, location
