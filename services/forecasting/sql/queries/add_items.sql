INSERT INTO item (item_id, sku, lead_time_days)
SELECT * FROM unnest($1::int4[], $2::text[], $3::int4[])
