INSERT INTO item_day (sku, day, shipped, moved, movement_id)
SELECT unnest($1::text[]), unnest($2::int4[]), unnest($3::int8[]), unnest($4::int8[]), $5::int8
ON CONFLICT (sku, day) DO UPDATE SET
    shipped = excluded.shipped, moved = excluded.moved, movement_id = excluded.movement_id
