INSERT INTO stock_view AS s (location, sku, on_hand, bin, doubtful)
SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::int8[]), unnest($4::text[]), unnest($5::bool[])
ON CONFLICT (location, sku) DO UPDATE
SET on_hand = excluded.on_hand, bin = excluded.bin, doubtful = excluded.doubtful
