SELECT pile_id, location, sku, state, lot, quantity FROM pile
