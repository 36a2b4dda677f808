SELECT f.fulfillment_order_id, f.order_id, f.location, f.status IN (7, 8), coalesce(t.pickup_location, '') <> '',
       f.country, f.region, f.city, f.postal_code, f.lines::int8[], f.skus,
       ARRAY(SELECT CASE WHEN f.status IN (5, 6, 9, 10) THEN coalesce(l.picked, l.quantity)
                         ELSE l.quantity - coalesce(l.missing, 0) END
             FROM unnest(f.quantities, f.picked, f.missing) AS l(quantity, picked, missing))
FROM fulfillment_order f LEFT JOIN order_terms t USING (order_id)
WHERE f.fulfillment_order_id = ANY ($1::int8[])
ORDER BY f.order_id, f.fulfillment_order_id
