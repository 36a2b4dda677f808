SELECT coalesce(max(webhook_id), 0) FROM webhook
