-- ON_ITS_WAY, READY, and EXPIRED until it was called back
SELECT fulfillment_order_id, state, location, coalesce(ready_until, 'epoch') FROM pickup WHERE state IN (1, 2, 4)
