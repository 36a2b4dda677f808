INSERT INTO decision (order_id, decision_id, rule, geocoded_by, body)
SELECT * FROM unnest($1::int8[], $2::int8[], $3::text[], $4::text[], $5::bytea[])
