INSERT INTO shadow_difference (version, against, order_id, at, active, shadow, cost_nano, distance_m, parcels, late_days)
SELECT unnest($1::int4[]), unnest($2::int4[]), unnest($3::int8[]), $10::timestamptz, unnest($4::text[])::text[],
       unnest($5::text[])::text[], unnest($6::int8[]), unnest($7::int8[]), unnest($8::int4[]), unnest($9::int4[])
ON CONFLICT (version, against, order_id, at) DO NOTHING
