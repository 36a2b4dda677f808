-- Of weeks that are too old to be kept in memory: straight onto the rows.
INSERT INTO outlet_day (outlet_id, day, units, value_minor, through)
SELECT outlet_id, day, sum(units)::int8, sum(amount)::int8, 0
FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::int8[], $5::int8[])
    AS u (item_id, outlet_id, day, units, amount)
GROUP BY outlet_id, day
ON CONFLICT (outlet_id, day) DO UPDATE
SET units = outlet_day.units + excluded.units,
    value_minor = outlet_day.value_minor + excluded.value_minor
