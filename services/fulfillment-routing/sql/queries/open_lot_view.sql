SELECT location, sku, lot, expires_on, quantity FROM lot_view WHERE quantity <> 0
