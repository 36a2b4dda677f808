SELECT order_id, at, active, shadow, cost_nano, distance_m, parcels, late_days
FROM shadow_difference WHERE version = $1::int8 AND against = $2::int8
ORDER BY abs(cost_nano) DESC, abs(late_days) DESC, abs(parcels) DESC, abs(distance_m) DESC, order_id, at
LIMIT $3::int8
