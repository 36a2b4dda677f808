INSERT INTO forecast (item_id, location_id, planning_day, day, history_days, horizon_days, mean_per_day,
                      variance_per_day, mean, lower, upper, wape, mase, bias, tracking_signal, method, reason, class)
SELECT * FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::int4[], $5::int4[], $6::int4[], $7::float8[],
                     $8::float8[], $9::float8[], $10::int8[], $11::int8[], $12::float8[], $13::float8[],
                     $14::float8[], $15::float8[], $16::text[], $17::text[], $18::text[])
ON CONFLICT (item_id, location_id) DO UPDATE
SET planning_day = excluded.planning_day, day = excluded.day,
    history_days = excluded.history_days, horizon_days = excluded.horizon_days,
    mean_per_day = excluded.mean_per_day, variance_per_day = excluded.variance_per_day,
    mean = excluded.mean, lower = excluded.lower, upper = excluded.upper,
    wape = excluded.wape, mase = excluded.mase, bias = excluded.bias, tracking_signal = excluded.tracking_signal,
    method = excluded.method, reason = excluded.reason, class = excluded.class
