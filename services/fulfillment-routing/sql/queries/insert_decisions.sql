INSERT INTO decision (order_id, decision_id, body, channel)
SELECT unnest($1::int8[]), unnest($2::int8[]), unnest($3::bytea[]), unnest($4::text[])
