INSERT INTO outlet (outlet_id, channel, region, currency)
SELECT * FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[])
