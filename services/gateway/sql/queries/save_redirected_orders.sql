UPDATE orders AS o SET country = u.country, city = u.city, postal_code = u.postal_code
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::text[]) AS country, unnest($3::text[]) AS city,
             unnest($4::text[]) AS postal_code) AS u
WHERE o.order_id = u.order_id
