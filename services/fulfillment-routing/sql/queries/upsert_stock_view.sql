INSERT INTO stock_view AS s (location, sku, on_hand, bin, doubtful)
SELECT * FROM unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::bool[])
ON CONFLICT (location, sku) DO UPDATE
SET on_hand = excluded.on_hand, bin = excluded.bin, doubtful = excluded.doubtful
