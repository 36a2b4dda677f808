UPDATE orders o
SET country = changed.country, region = changed.region, city = changed.city, postal_code = changed.postal_code,
    pickup_location = NULL  -- it is delivered there
FROM unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::text[])
     AS changed (order_id, country, region, city, postal_code)
WHERE o.order_id = changed.order_id
