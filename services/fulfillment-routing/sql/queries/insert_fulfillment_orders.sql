INSERT INTO fulfillment_order (fulfillment_order_id, order_id, location, status, pick_list_id, parent,
    distance_m, country, region, city, postal_code, placed_at, planned_at, changed_at,
    lines, skus, quantities, picked)
SELECT id, order_id, location, status, nullif(pick_list_id, 0), nullif(parent, 0),
       distance_m, country, region, city, postal_code, placed_at, planned_at, planned_at,
       lines::int4[], skus::text[], quantities::int8[], picked::int8[]
FROM unnest($1::int8[], $2::int8[], $3::text[], $4::int4[], $5::int8[], $6::int8[], $7::int8[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[],
            $14::text[], $15::text[], $16::text[], $17::text[])
     AS f(id, order_id, location, status, pick_list_id, parent, distance_m,
          country, region, city, postal_code, placed_at, planned_at, lines, skus, quantities, picked)
