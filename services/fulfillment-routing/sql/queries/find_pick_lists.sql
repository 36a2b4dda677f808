SELECT pick_list_id, location, status, released_at
FROM pick_list WHERE pick_list_id = ANY ($1::int8[])
