-- A slice of items, so that no answer grows beyond reason.
SELECT item_id, week, outlet_ids::int8[], units, amounts, through
FROM mix_week WHERE item_id >= $1::int8 AND item_id < $2::int8 AND week >= $3::int8
ORDER BY item_id, week
