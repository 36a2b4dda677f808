INSERT INTO stock_count (count_id, state, location, tolerance_units, tolerance_percent, requested_at,
                         reason, skus, done, found_skus, found_states, found_lots, found_expires_on,
                         counted, on_hand, booked)
SELECT unnest($1::int8[]), unnest($2::int4[]), unnest($3::text[]), unnest($4::int8[]), unnest($5::int4[]),
       unnest($6::timestamptz[]), unnest($7::text[]), unnest($8::text[])::text[],
       unnest($9::text[])::int4[], unnest($10::text[])::text[], unnest($11::text[])::int4[],
       unnest($12::text[])::text[], unnest($13::text[])::int4[], unnest($14::text[])::int8[],
       unnest($15::text[])::int8[], unnest($16::text[])::int4[]
ON CONFLICT (count_id) DO UPDATE SET
    state = excluded.state, reason = excluded.reason, done = excluded.done,
    found_skus = excluded.found_skus, found_states = excluded.found_states,
    found_lots = excluded.found_lots, found_expires_on = excluded.found_expires_on,
    counted = excluded.counted, on_hand = excluded.on_hand, booked = excluded.booked
