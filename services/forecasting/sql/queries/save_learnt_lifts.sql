INSERT INTO learnt_lift (promotion_id, item_id, sold, expected)
SELECT * FROM unnest($1::text[], $2::int4[], $3::float8[], $4::float8[])
