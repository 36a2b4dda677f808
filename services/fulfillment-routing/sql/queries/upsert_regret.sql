INSERT INTO regret (day, orders, cost_nano, bound_nano, parcels, distance_m, policy, by_distance, loose, left_out,
                    currency, measured_at)
SELECT n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8] <> 0, n[9], n[10], $2::text, $3::timestamptz
FROM (SELECT $1::int8[] AS n) AS m
ON CONFLICT (day) DO UPDATE
SET orders = excluded.orders, cost_nano = excluded.cost_nano, bound_nano = excluded.bound_nano,
    parcels = excluded.parcels, distance_m = excluded.distance_m, policy = excluded.policy,
    by_distance = excluded.by_distance, loose = excluded.loose, left_out = excluded.left_out,
    currency = excluded.currency, measured_at = excluded.measured_at
