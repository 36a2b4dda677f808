INSERT INTO stock (stock_id, location, sku, on_hand, unavailable, bin, movement_id)
SELECT stock_id, location, sku, on_hand, unavailable, bin, $7::int8
FROM unnest($1::int8[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::text[])
    AS s(stock_id, location, sku, on_hand, unavailable, bin)
ON CONFLICT (stock_id) DO UPDATE SET
    on_hand = excluded.on_hand, unavailable = excluded.unavailable, bin = excluded.bin,
    movement_id = excluded.movement_id
