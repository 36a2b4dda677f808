-- What plain orders never change.
UPDATE reservation AS r SET
    held = u.held, country = u.country, region = u.region, city = u.city,
    postal_code = u.postal_code, ordered = u.ordered::int8[], unrouted = u.unrouted::int8[],
    kept = u.kept::int8[], together = u.together::int4[], pickup_location = u.pickup_location
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::bool[]) AS held,
             unnest($3::text[]) AS country, unnest($4::text[]) AS region,
             unnest($5::text[]) AS city, unnest($6::text[]) AS postal_code,
             unnest($7::text[]) AS ordered, unnest($8::text[]) AS unrouted,
             unnest($9::text[]) AS kept, unnest($10::text[]) AS together,
             unnest($11::text[]) AS pickup_location) AS u
WHERE r.order_id = u.order_id
