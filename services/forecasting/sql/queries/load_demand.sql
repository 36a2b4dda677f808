-- A slice of items, so that no answer grows beyond reason.
SELECT item_id, day, units, location_ids::int8[], location_units, through
FROM demand_day WHERE item_id >= $1::int8 AND item_id < $2::int8 AND day >= $3::int8
ORDER BY item_id, day
