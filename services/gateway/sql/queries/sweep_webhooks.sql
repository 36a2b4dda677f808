DELETE FROM webhook w WHERE w.is_deleted AND NOT EXISTS (SELECT FROM delivery d WHERE d.webhook_id = w.webhook_id)
