UPDATE fulfillment_order f
SET status = u.status, pick_list_id = nullif(u.pick_list_id, 0), picked = u.picked::int8[],
    carrier = coalesce(u.carrier, f.carrier), tracking = coalesce(u.tracking, f.tracking),
    stock_seen = u.stock_seen, reason = coalesce(u.reason, f.reason), missing = u.missing::int8[],
    changed_at = $10::timestamptz
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::int4[]) AS status, unnest($3::int8[]) AS pick_list_id,
             unnest($4::text[]) AS picked, unnest($5::text[]) AS carrier, unnest($6::text[]) AS tracking,
             unnest($7::bool[]) AS stock_seen,
             unnest($8::text[]) AS reason, unnest($9::text[]) AS missing) AS u
WHERE f.fulfillment_order_id = u.id
