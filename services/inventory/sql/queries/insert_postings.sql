INSERT INTO posting (first_movement_id, kind, location, reason, actor, cause, at, skus, quantities,
                     on_hand_after, bins, states, lots, previous)
SELECT unnest($1::int8[]), unnest($2::int4[]), unnest($3::text[]), unnest($4::text[]),
       unnest($5::text[]), unnest($6::text[]), $14::timestamptz, unnest($7::text[])::text[],
       unnest($8::text[])::int8[], unnest($9::text[])::int8[], unnest($10::text[])::text[],
       unnest($11::text[])::int2[], unnest($12::text[])::text[], unnest($13::text[])::int8[]
