INSERT INTO decision (order_id, decision_id, rule, geocoded_by, body, channel)
SELECT unnest($1::int8[]), unnest($2::int8[]), unnest($3::text[]), unnest($4::text[]), unnest($5::bytea[]), unnest($6::text[])
