-- Whoever looks at an order sees the parcels of its fulfillment orders.
CREATE INDEX parcel_fulfillment_order ON parcel (fulfillment_order_id);
