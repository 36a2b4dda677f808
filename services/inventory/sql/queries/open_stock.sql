SELECT stock_id, location, sku, on_hand, bin, movement_id, last_movement_id FROM stock
