-- The authorized returns that run out next.
SELECT return_id, expires_at FROM rma WHERE status = 2 ORDER BY expires_at LIMIT 501
