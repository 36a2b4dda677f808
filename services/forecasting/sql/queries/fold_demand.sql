INSERT INTO demand_day (item_id, day, units, location_ids, location_units, through)
SELECT item_id, day, units, location_ids::int4[], location_units::int8[], $6::int8
FROM unnest($1::int4[], $2::int4[], $3::int8[], $4::text[], $5::text[])
    AS u (item_id, day, units, location_ids, location_units)
ON CONFLICT (item_id, day) DO UPDATE
SET units = excluded.units, location_ids = excluded.location_ids,
    location_units = excluded.location_units, through = excluded.through
