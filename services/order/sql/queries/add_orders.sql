INSERT INTO orders (order_id, placed_at, received_at, priority, ship_complete, channel, external_id, content_hash,
                    currency, country, region, city, postal_code, line_numbers, skus, prices, status, waits_for,
                    counters)
SELECT order_id, placed_at, received_at, priority, ship_complete, channel, external_id, content_hash,
       currency, country, region, city, postal_code, line_numbers::int8[], skus::text[], prices::int8[], status,
       waits_for, counters::int4[]
FROM unnest($1::int8[], $2::timestamptz[], $3::timestamptz[], $4::int4[], $5::boolean[], $6::text[], $7::text[],
            $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
            $16::text[], $17::int4[], $18::text[], $19::text[])
     AS placed (order_id, placed_at, received_at, priority, ship_complete, channel, external_id, content_hash,
                currency, country, region, city, postal_code, line_numbers, skus, prices, status, waits_for, counters)
