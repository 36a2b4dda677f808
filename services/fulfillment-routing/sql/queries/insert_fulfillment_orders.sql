-- unnest in the select list runs in step; as a table of 21 columns it would be stored 21 times first.
INSERT INTO fulfillment_order (fulfillment_order_id, order_id, location, status, pick_list_id, parent,
    distance_m, country, region, city, postal_code, placed_at, planned_at, changed_at,
    lines, skus, quantities, picked, together, reason,
    dispatch_day, deliver_on_day, dispatch_by, cost_nano, policy, planned_carrier, planned_service)
SELECT id, order_id, location, status, nullif(pick_list_id, 0), nullif(parent, 0),
       distance_m, country, region, city, postal_code, placed_at, planned_at, planned_at,
       lines::int4[], skus::text[], quantities::int8[], picked::int8[],
       together::int4[], reason,
       nullif(plan[1], 0), nullif(plan[2], 0), to_timestamp(nullif(plan[3], 0) / 1e6), plan[4], plan[5],
       nullif(way[1], ''), nullif(way[2], '')
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::int8[]) AS order_id, unnest($3::text[]) AS location,
             unnest($4::int4[]) AS status, unnest($5::int8[]) AS pick_list_id, unnest($6::int8[]) AS parent,
             unnest($7::int8[]) AS distance_m, unnest($8::text[]) AS country, unnest($9::text[]) AS region,
             unnest($10::text[]) AS city, unnest($11::text[]) AS postal_code,
             unnest($12::timestamptz[]) AS placed_at, unnest($13::timestamptz[]) AS planned_at,
             unnest($14::text[]) AS lines, unnest($15::text[]) AS skus, unnest($16::text[]) AS quantities,
             unnest($17::text[]) AS picked, unnest($18::text[]) AS together, unnest($19::text[]) AS reason,
             unnest($20::text[])::int8[] AS plan, unnest($21::text[])::text[] AS way) AS f
