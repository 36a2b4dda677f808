-- Parcels of these fulfillment orders, in order of packing.
SELECT fulfillment_order_id, sscc, tracking, weight_g, lines::int8[], quantities
FROM parcel WHERE fulfillment_order_id = ANY ($1::int8[])
ORDER BY fulfillment_order_id, parcel
