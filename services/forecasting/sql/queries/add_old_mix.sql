-- Of weeks that are too old to be kept in memory: straight onto the rows.
INSERT INTO mix_week (item_id, week, outlet_ids, units, amounts, through)
SELECT item_id, day - (day + 3) % 7, array_agg(outlet_id), array_agg(units), array_agg(amount), 0
FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::int8[], $5::int8[])
    AS u (item_id, outlet_id, day, units, amount)
GROUP BY item_id, day - (day + 3) % 7
ON CONFLICT (item_id, week) DO UPDATE
SET outlet_ids = mix_week.outlet_ids || excluded.outlet_ids,
    units = mix_week.units || excluded.units, amounts = mix_week.amounts || excluded.amounts
