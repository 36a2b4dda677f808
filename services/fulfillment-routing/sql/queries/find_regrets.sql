SELECT day, orders, cost_nano, bound_nano, parcels, distance_m, policy, by_distance, loose, left_out, currency, measured_at
FROM regret WHERE day BETWEEN $1::int8 AND $2::int8 ORDER BY day LIMIT 400
