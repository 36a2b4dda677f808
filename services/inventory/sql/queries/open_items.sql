SELECT sku, gtin, unit_cost_minor, pack_names, pack_units, pack_gtins, lot_tracked,
       shelf_life_days_min, backorder, backorder_cap, preorder_cap, available_from_us, low_stock,
       recovered_stock
FROM item
