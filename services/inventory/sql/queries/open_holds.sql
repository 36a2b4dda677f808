SELECT channel, hold_id, since, expires_at, skus, units FROM cart_hold ORDER BY since, channel, hold_id
