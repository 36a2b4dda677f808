SELECT item_id, sku, lead_time_days, on_hand, through FROM item ORDER BY item_id
