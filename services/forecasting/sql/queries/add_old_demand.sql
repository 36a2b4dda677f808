-- Of days that are too old to be kept in memory: straight onto the rows.
INSERT INTO demand_day (item_id, day, units, location_ids, location_units, through)
SELECT item_id, day, coalesce(sum(units) FILTER (WHERE location_id = 0), 0),
       coalesce(array_agg(location_id) FILTER (WHERE location_id > 0), '{}'),
       coalesce(array_agg(units) FILTER (WHERE location_id > 0), '{}'), 0
FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::int4[]) AS u (item_id, location_id, day, units)
GROUP BY item_id, day
ON CONFLICT (item_id, day) DO UPDATE
SET units = demand_day.units + excluded.units,
    location_ids = demand_day.location_ids || excluded.location_ids,
    location_units = demand_day.location_units || excluded.location_units
