-- Of this version the newest.
SELECT version, against, since, differ,
       active_decisions, active_parcels, active_distance_m, active_cost_nano, active_late_days, active_unrouted,
       shadow_parcels, shadow_distance_m, shadow_cost_nano, shadow_late_days, shadow_unrouted
FROM shadow WHERE version = $1::int8 ORDER BY last DESC, against DESC LIMIT 1
