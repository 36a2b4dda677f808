SELECT stock_id, location, sku, on_hand, unavailable, bin, movement_id FROM stock
