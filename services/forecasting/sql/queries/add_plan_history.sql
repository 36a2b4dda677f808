INSERT INTO plan_history (plan_id, nth, at, by, what, note)
SELECT * FROM unnest($1::int8[], $2::int4[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
