-- unnest in the select list runs in step; as a table of 26 columns it would be stored 26 times first.
INSERT INTO orders (order_id, placed_at, received_at, priority, ship_complete, channel, external_id, content_hash,
                    currency, country, region, city, postal_code, line_numbers, skus, prices, status, waits_for,
                    counters, facts, cancel_unfilled_at, exchange_for_return_id, together,
                    deliver_by_day, pickup_location, substitutes_allowed)
SELECT unnest($1::int8[]), unnest($2::timestamptz[]), unnest($3::timestamptz[]), unnest($4::int4[]),
       unnest($5::boolean[]), unnest($6::text[]), unnest($7::text[]), unnest($8::bytea[]), unnest($9::text[]),
       unnest($10::text[]), unnest($11::text[]), unnest($12::text[]), unnest($13::text[]),
       unnest($14::text[])::int8[], unnest($15::text[])::text[], unnest($16::text[])::int8[], unnest($17::int4[]),
       unnest($18::text[]), unnest($19::text[])::int4[], unnest($20::bytea[]),
       nullif(unnest($21::timestamptz[]), 'epoch'), nullif(unnest($22::int8[]), 0), unnest($23::text[])::int8[],
       nullif(unnest($24::int4[]), 0), unnest($25::text[]), nullif(unnest($26::boolean[]), false)
