INSERT INTO shadow AS s (version, against, since, last, differ,
    active_decisions, active_parcels, active_distance_m, active_cost_nano, active_late_days, active_unrouted,
    shadow_parcels, shadow_distance_m, shadow_cost_nano, shadow_late_days, shadow_unrouted)
SELECT n[1]::int4, n[2]::int4, $2::timestamptz, $2::timestamptz, n[3],
       n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14]
FROM (SELECT $1::int8[] AS n) AS turn
ON CONFLICT (version, against) DO UPDATE
SET last = excluded.last, differ = s.differ + excluded.differ,
    active_decisions = s.active_decisions + excluded.active_decisions,
    active_parcels = s.active_parcels + excluded.active_parcels,
    active_distance_m = s.active_distance_m + excluded.active_distance_m,
    active_cost_nano = s.active_cost_nano + excluded.active_cost_nano,
    active_late_days = s.active_late_days + excluded.active_late_days,
    active_unrouted = s.active_unrouted + excluded.active_unrouted,
    shadow_parcels = s.shadow_parcels + excluded.shadow_parcels,
    shadow_distance_m = s.shadow_distance_m + excluded.shadow_distance_m,
    shadow_cost_nano = s.shadow_cost_nano + excluded.shadow_cost_nano,
    shadow_late_days = s.shadow_late_days + excluded.shadow_late_days,
    shadow_unrouted = s.shadow_unrouted + excluded.shadow_unrouted
