INSERT INTO plan_assumption (plan_id, nth, kind, sku, category, channel, region, from_day, to_day,
                             percent, days, supplier, location, like_name, new_name)
SELECT * FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::text[], $5::text[], $6::text[],
                     $7::text[], $8::int4[], $9::int4[], $10::float8[], $11::int4[], $12::text[],
                     $13::text[], $14::text[], $15::text[])
