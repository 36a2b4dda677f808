SELECT f.fulfillment_order_id, f.order_id, f.location, f.status, f.lines::int8[], f.skus, coalesce(f.picked, f.quantities),
       coalesce(t.pickup_location, '')
FROM fulfillment_order f LEFT JOIN order_terms t USING (order_id)
WHERE f.fulfillment_order_id = ANY ($1::int8[])
