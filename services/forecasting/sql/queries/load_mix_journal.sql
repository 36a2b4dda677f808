SELECT j.entry_id, u.item_id, u.outlet_id, u.day, u.units, u.amount
FROM mix_journal j
CROSS JOIN unnest(j.item_ids, j.outlet_ids, j.days, j.units, j.amounts)
    AS u (item_id, outlet_id, day, units, amount)
ORDER BY j.entry_id
