-- The last of a turn counts. Terms that ask for nothing only replace what was there.
INSERT INTO order_terms (order_id, deliver_by_day, pickup_location, substitutes_allowed)
SELECT order_id, deliver_by_day, pickup_location, substitutes_allowed
FROM (SELECT DISTINCT ON (order_id) order_id, deliver_by_day, pickup_location, substitutes_allowed
      FROM unnest($1::int8[], $2::int4[], $3::text[], $4::bool[])
           WITH ORDINALITY AS t(order_id, deliver_by_day, pickup_location, substitutes_allowed, nth)
      ORDER BY order_id, nth DESC) AS last
WHERE deliver_by_day <> 0 OR pickup_location <> '' OR substitutes_allowed
   OR EXISTS (SELECT 1 FROM order_terms t WHERE t.order_id = last.order_id)
ON CONFLICT (order_id) DO UPDATE
SET deliver_by_day = excluded.deliver_by_day, pickup_location = excluded.pickup_location,
    substitutes_allowed = excluded.substitutes_allowed
