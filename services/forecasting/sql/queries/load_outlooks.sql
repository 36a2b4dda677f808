SELECT item_id, location_id, method, reason, numbers FROM outlook
