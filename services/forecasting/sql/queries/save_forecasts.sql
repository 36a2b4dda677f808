INSERT INTO forecast (item_id, planning_day, day, history_days, horizon_days, mean_per_day,
                      variance_per_day, mean, lower, upper, method)
SELECT * FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::int4[], $5::int4[], $6::float8[],
                     $7::float8[], $8::float8[], $9::int8[], $10::int8[], $11::text[])
ON CONFLICT (item_id) DO UPDATE
SET planning_day = excluded.planning_day, day = excluded.day,
    history_days = excluded.history_days, horizon_days = excluded.horizon_days,
    mean_per_day = excluded.mean_per_day, variance_per_day = excluded.variance_per_day,
    mean = excluded.mean, lower = excluded.lower, upper = excluded.upper,
    method = excluded.method
