INSERT INTO outlet_day (outlet_id, day, units, value_minor, through)
SELECT outlet_id, day, units, value_minor, $5::int8
FROM unnest($1::int4[], $2::int4[], $3::int8[], $4::int8[])
    AS u (outlet_id, day, units, value_minor)
ON CONFLICT (outlet_id, day) DO UPDATE
SET units = excluded.units, value_minor = excluded.value_minor, through = excluded.through
