UPDATE fulfillment_order f
SET dispatch_day = nullif(u.dispatch_day, 0), deliver_on_day = nullif(u.deliver_on_day, 0), dispatch_by = u.dispatch_by
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::int4[]) AS dispatch_day, unnest($3::int4[]) AS deliver_on_day,
             unnest($4::timestamptz[]) AS dispatch_by) AS u
WHERE f.fulfillment_order_id = u.id
