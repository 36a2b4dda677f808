SELECT item_id, like_ids::int8[], scale, launch_day FROM analogue ORDER BY item_id
