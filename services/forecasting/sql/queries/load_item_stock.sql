SELECT item_id, location_id, on_hand, through FROM item_stock ORDER BY item_id, location_id
