SELECT sscc, fulfillment_order_id FROM parcel WHERE sscc = ANY ($1::text[])
