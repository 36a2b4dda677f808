-- READY, and EXPIRED until it was called back
SELECT fulfillment_order_id, state, ready_until FROM pickup WHERE state IN (2, 4)
