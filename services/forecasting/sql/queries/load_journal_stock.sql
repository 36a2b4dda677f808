SELECT j.entry_id, u.item_id, coalesce(u.location_id, 0), u.units
FROM journal j
CROSS JOIN unnest(j.moved_item_ids, j.moved_location_ids, j.moved_units)
    AS u (item_id, location_id, units)
ORDER BY j.entry_id
