-- All of the orders of these decisions. A decision is named after the first fulfillment order it planned, or what it parked.
WITH of_orders AS (
    SELECT order_id FROM fulfillment_order WHERE fulfillment_order_id = ANY ($1::int8[])
    UNION
    SELECT order_id FROM parked WHERE parked_id = ANY ($1::int8[]))
SELECT order_id, decision_id, body, channel FROM decision JOIN of_orders USING (order_id) ORDER BY order_id, decision_id
