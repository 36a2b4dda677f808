INSERT INTO order_hold (order_id, number, reason, note, placed_by, at, expires_at)
SELECT unnest($1::int8[]), unnest($2::int4[]), unnest($3::int4[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::timestamptz[]), nullif(unnest($7::timestamptz[]), 'epoch')
