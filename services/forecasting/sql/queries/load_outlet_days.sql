SELECT outlet_id, day, units, value_minor, through
FROM outlet_day WHERE outlet_id >= $1::int8 AND outlet_id < $2::int8 AND day >= $3::int8
ORDER BY outlet_id, day
