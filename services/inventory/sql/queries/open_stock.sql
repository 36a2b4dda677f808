SELECT stock_id, location, sku, on_hand, unavailable, bin FROM stock
