DELETE FROM cart_hold
WHERE (channel, hold_id) IN (SELECT unnest($1::text[]), unnest($2::text[]))
