SELECT promotion_id, item_ids::int8[], category, channel, from_day, to_day, lift, price_change, note, measured
FROM promotion ORDER BY promotion_id
