SELECT s.sku, s.category, s.unit_cost_minor, s.channels, s.regions, s.shares, s.naive,
       s.from_weeks::int8[], s.end_weeks::int8[], s.fence, s.path, s.reach, coalesce(i.item_id, 0)
FROM plan_sku s LEFT JOIN item i ON i.sku = s.sku
WHERE s.plan_id = $1::int8 ORDER BY s.place
