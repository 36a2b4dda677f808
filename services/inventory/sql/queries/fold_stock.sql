INSERT INTO stock (stock_id, location, sku, on_hand, bin, last_movement_id, movement_id)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::text[]), unnest($4::int8[]),
       unnest($5::text[]), unnest($6::int8[]), $7::int8
ON CONFLICT (stock_id) DO UPDATE SET
    on_hand = excluded.on_hand, bin = excluded.bin, last_movement_id = excluded.last_movement_id,
    movement_id = excluded.movement_id
