INSERT INTO stock (balance_id, on_hand, unavailable, promised, allocated)
SELECT * FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[], $5::int8[])
ON CONFLICT (balance_id) DO UPDATE SET
    on_hand = excluded.on_hand, unavailable = excluded.unavailable, promised = excluded.promised,
    allocated = excluded.allocated
