SELECT sku, location, price_nano, currency FROM scarcity_price WHERE price_nano > 0
