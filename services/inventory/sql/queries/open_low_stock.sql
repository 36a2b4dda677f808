SELECT sku FROM low_stock
