INSERT INTO stock (location, sku, on_hand, unavailable, bin)
SELECT location, sku, on_hand, unavailable, bin
FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[], $5::text[])
    AS s(location, sku, on_hand, unavailable, bin)
ON CONFLICT (location, sku) DO UPDATE SET
    on_hand = excluded.on_hand, unavailable = excluded.unavailable, bin = excluded.bin
