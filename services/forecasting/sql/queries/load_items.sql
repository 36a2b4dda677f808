SELECT item_id, sku, lead_time_days FROM item ORDER BY item_id
