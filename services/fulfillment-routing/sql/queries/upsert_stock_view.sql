INSERT INTO stock_view AS s (location, sku, on_hand, unavailable, bin, doubtful)
SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::int8[]), unnest($4::int8[]), unnest($5::text[]),
       unnest($6::bool[])
ON CONFLICT (location, sku) DO UPDATE
SET on_hand = excluded.on_hand, unavailable = excluded.unavailable, bin = excluded.bin, doubtful = excluded.doubtful
