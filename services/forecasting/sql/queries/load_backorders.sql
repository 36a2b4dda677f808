SELECT item_id, units FROM backorders ORDER BY item_id
