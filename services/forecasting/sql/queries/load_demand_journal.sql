SELECT u.item_id, u.location_id, u.day, u.units
FROM demand_journal j, unnest(j.item_ids, j.location_ids, j.days, j.units)
    AS u (item_id, location_id, day, units)
