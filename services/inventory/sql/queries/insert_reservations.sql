-- unnest in the select list keeps step without storing each column first.
INSERT INTO reservation (order_id, state, priority, ship_complete, round, placed_at, channel,
                         country, region, city, postal_code, lines, skus, ordered, promised,
                         backordered, shipped, cancelled,
                         deliver_by_day, pickup_location, substitutes_allowed)
SELECT unnest($1::int8[]), unnest($2::int4[]), unnest($3::int4[]), unnest($4::bool[]),
       unnest($5::int4[]), unnest($6::timestamptz[]), unnest($7::text[]), unnest($8::text[]),
       unnest($9::text[]), unnest($10::text[]), unnest($11::text[]), unnest($12::text[])::int4[],
       unnest($13::text[])::text[], unnest($14::text[])::int8[], unnest($15::text[])::int8[],
       unnest($16::text[])::int8[], unnest($17::text[])::int8[], unnest($18::text[])::int8[],
       nullif(unnest($19::int4[]), 0), unnest($20::text[]), nullif(unnest($21::bool[]), false)
