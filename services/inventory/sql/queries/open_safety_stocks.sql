SELECT location, sku, quantity FROM safety_stock
