SELECT item_id, supplier, weight, days, squares FROM lead_time ORDER BY item_id, supplier
