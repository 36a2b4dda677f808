SELECT count_id, state, location, tolerance_units, tolerance_percent, requested_at, reason, skus,
       done::int8[], found_skus, found_states::int8[], found_lots, found_expires_on::int8[],
       counted, on_hand, booked::int8[]
FROM stock_count
WHERE count_id = ANY ($1::int8[])
