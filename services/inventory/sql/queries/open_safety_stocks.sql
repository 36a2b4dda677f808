SELECT location, sku, quantity, planned FROM safety_stock
