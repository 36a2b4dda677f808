DELETE FROM low_stock WHERE sku = ANY ($1::text[])
