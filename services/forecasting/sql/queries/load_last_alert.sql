SELECT coalesce(max(alert_id), 0) FROM alert
