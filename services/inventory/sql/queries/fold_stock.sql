INSERT INTO stock (stock_id, location, sku, on_hand, unavailable, bin, movement_id)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::text[]), unnest($4::int8[]),
       unnest($5::int8[]), unnest($6::text[]), $7::int8
ON CONFLICT (stock_id) DO UPDATE SET
    on_hand = excluded.on_hand, unavailable = excluded.unavailable, bin = excluded.bin,
    movement_id = excluded.movement_id
