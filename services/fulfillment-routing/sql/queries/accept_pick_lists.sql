UPDATE pick_list SET status = 2 WHERE pick_list_id = ANY ($1::int8[])
