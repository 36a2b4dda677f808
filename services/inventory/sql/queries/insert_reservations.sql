INSERT INTO reservation (order_id, state, priority, ship_complete, round, placed_at, channel,
                         country, region, city, postal_code, lines, skus, ordered, promised,
                         backordered, shipped, cancelled)
SELECT r.order_id, r.state, r.priority, r.ship_complete, r.round, r.placed_at, r.channel, r.country,
       r.region, r.city, r.postal_code, r.lines::int4[], r.skus::text[], r.ordered::int8[],
       r.promised::int8[], r.backordered::int8[], r.shipped::int8[], r.cancelled::int8[]
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::bool[], $5::int4[], $6::timestamptz[],
            $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
            $14::text[], $15::text[], $16::text[], $17::text[], $18::text[])
    AS r(order_id, state, priority, ship_complete, round, placed_at, channel, country, region, city,
         postal_code, lines, skus, ordered, promised, backordered, shipped, cancelled)
