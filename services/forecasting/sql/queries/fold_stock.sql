INSERT INTO item_stock (item_id, location_id, on_hand, through)
SELECT item_id, location_id, on_hand, $4::int8
FROM unnest($1::int4[], $2::int4[], $3::int8[]) AS u (item_id, location_id, on_hand)
ON CONFLICT (item_id, location_id) DO UPDATE
SET on_hand = excluded.on_hand, through = excluded.through
