SELECT kind, sku, category, channel, region, from_day, to_day, percent, days, supplier, location,
       like_name, new_name
FROM plan_assumption WHERE plan_id = $1::int8 ORDER BY nth
