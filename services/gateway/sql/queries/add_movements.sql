INSERT INTO movement (position, at, location, reason, cause_id, skus, movement_ids, kinds, quantities, on_hand_after, states)
SELECT u.position, u.at, u.location, u.reason, u.cause_id, u.skus::text[], u.movement_ids::int8[], u.kinds::int8[],
       u.quantities::int8[], u.on_hand_after::int8[], u.states::int8[]
FROM unnest($1::int8[], $2::int8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[])
     AS u (position, at, location, reason, cause_id, skus, movement_ids, kinds, quantities, on_hand_after, states)
