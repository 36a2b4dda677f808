SELECT j.entry_id, u.item_id, u.location_id, u.day, u.units
FROM journal j
CROSS JOIN unnest(j.item_ids, j.location_ids, j.days, j.units)
    AS u (item_id, location_id, day, units)
ORDER BY j.entry_id
