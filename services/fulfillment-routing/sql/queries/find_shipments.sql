SELECT f.fulfillment_order_id, f.order_id, f.location, f.status, f.lines::int8[], f.skus, coalesce(f.picked, f.quantities),
       coalesce(p.location, '')
FROM fulfillment_order f LEFT JOIN pickup p USING (fulfillment_order_id)
WHERE f.fulfillment_order_id = ANY ($1::int8[])
