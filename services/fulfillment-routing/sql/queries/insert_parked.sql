INSERT INTO parked (parked_id, order_id, reason, state, parent, country, region, city, postal_code,
    placed_at, parked_at, lines, skus, quantities, together)
SELECT id, order_id, reason, 1, nullif(parent, 0), country, region, city, postal_code,
       placed_at, $12::timestamptz, lines::int4[], skus::text[], quantities::int8[], together::int4[]
FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int8[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::timestamptz[], $10::text[], $11::text[], $13::text[], $14::text[])
     AS p(id, order_id, reason, parent, country, region, city, postal_code, placed_at, lines, skus, quantities, together)
