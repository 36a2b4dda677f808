UPDATE fulfillment_order f
SET status = u.status, pick_list_id = nullif(u.pick_list_id, 0), picked = u.picked::int8[],
    carrier = coalesce(u.carrier, f.carrier), tracking = coalesce(u.tracking, f.tracking),
    stock_seen = u.stock_seen, changed_at = $8::timestamptz
FROM unnest($1::int8[], $2::int4[], $3::int8[], $4::text[], $5::text[], $6::text[], $7::bool[])
     AS u(id, status, pick_list_id, picked, carrier, tracking, stock_seen)
WHERE f.fulfillment_order_id = u.id
