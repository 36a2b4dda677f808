-- All but the hundred that say most.
DELETE FROM shadow_difference d
USING (SELECT order_id, at,
              row_number() OVER (ORDER BY abs(cost_nano) DESC, abs(late_days) DESC, abs(parcels) DESC, abs(distance_m) DESC,
                                          order_id, at) AS rank
       FROM shadow_difference WHERE version = $1::int8 AND against = $2::int8) AS r
WHERE d.version = $1::int8 AND d.against = $2::int8 AND d.order_id = r.order_id AND d.at = r.at AND r.rank > 100
