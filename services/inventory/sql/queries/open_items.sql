SELECT sku FROM item
