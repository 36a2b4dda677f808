UPDATE orders AS o SET parked = u.parked
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::text[]) AS parked) AS u
WHERE o.order_id = u.order_id
