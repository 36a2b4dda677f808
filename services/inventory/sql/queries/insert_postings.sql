INSERT INTO posting (first_movement_id, kind, location, reason, actor, cause, at, skus, quantities,
                     on_hand_after, bins)
SELECT p.first_movement_id, p.kind, p.location, p.reason, p.actor, p.cause, $11::timestamptz,
       p.skus::text[], p.quantities::int8[], p.on_hand_after::int8[], p.bins::text[]
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[])
    AS p(first_movement_id, kind, location, reason, actor, cause, skus, quantities, on_hand_after,
         bins)
