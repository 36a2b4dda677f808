INSERT INTO movement (movement_id, kind, location, sku, quantity, on_hand_after, bin, reason, actor,
                      cause, line, at)
SELECT m.movement_id, m.kind, m.location, m.sku, m.quantity, m.on_hand_after, m.bin, m.reason,
       m.actor, m.cause, m.line, $12::timestamptz
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::text[], $5::int8[], $6::int8[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::int4[])
    AS m(movement_id, kind, location, sku, quantity, on_hand_after, bin, reason, actor, cause, line)
