INSERT INTO cart_hold (channel, hold_id, since, expires_at, skus, units)
SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::timestamptz[]),
       unnest($4::timestamptz[]), unnest($5::text[])::text[], unnest($6::text[])::int8[]
