SELECT override_id, layer, sku, category, channel, region, from_day, to_day, has_units, number, reason,
       note, author, at, removed
FROM plan_override WHERE plan_id = $1::int8 ORDER BY override_id
