SELECT location, sku, on_hand, unavailable, bin FROM stock
