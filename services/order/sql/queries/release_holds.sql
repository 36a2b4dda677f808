UPDATE order_hold h
SET released_at = released.at, released_by = released.by, release_note = released.note
FROM unnest($1::int8[], $2::int4[], $3::timestamptz[], $4::text[], $5::text[])
     AS released (order_id, number, at, by, note)
WHERE h.order_id = released.order_id AND h.number = released.number
