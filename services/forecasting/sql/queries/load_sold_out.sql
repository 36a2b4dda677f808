SELECT item_id, location_id, from_day, to_day FROM sold_out
WHERE coalesce(to_day, 2147483647) >= $1::int8
ORDER BY item_id, location_id, from_day
