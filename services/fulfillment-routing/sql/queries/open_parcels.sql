SELECT p.sscc, p.fulfillment_order_id, p.lines::int8[], p.quantities, p.weight_g
FROM parcel p JOIN fulfillment_order f USING (fulfillment_order_id)
WHERE f.status IN (5, 10)
ORDER BY p.fulfillment_order_id, p.parcel
