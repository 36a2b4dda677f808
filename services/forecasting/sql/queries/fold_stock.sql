UPDATE item SET on_hand = u.on_hand, through = $3::int8
FROM unnest($1::int4[], $2::int8[]) AS u (item_id, on_hand)
WHERE item.item_id = u.item_id
