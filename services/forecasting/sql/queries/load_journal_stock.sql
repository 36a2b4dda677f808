SELECT j.entry_id, u.item_id, u.units
FROM journal j
CROSS JOIN unnest(j.moved_item_ids, j.moved_units) AS u (item_id, units)
ORDER BY j.entry_id
