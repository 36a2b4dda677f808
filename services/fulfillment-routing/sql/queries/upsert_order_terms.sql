INSERT INTO order_terms (order_id, deliver_by_day, pickup_location, substitutes_allowed)
SELECT DISTINCT ON (order_id) order_id, deliver_by_day, pickup_location, substitutes_allowed
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::bool[])
     WITH ORDINALITY AS t(order_id, deliver_by_day, pickup_location, substitutes_allowed, nth)
ORDER BY order_id, nth DESC
ON CONFLICT (order_id) DO UPDATE
SET deliver_by_day = excluded.deliver_by_day, pickup_location = excluded.pickup_location,
    substitutes_allowed = excluded.substitutes_allowed
