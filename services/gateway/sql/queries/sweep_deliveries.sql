-- A small step: what arrived long ago, what was given up longer ago, and what deleted webhooks leave behind.
DELETE FROM delivery WHERE delivery_id IN (
    (SELECT delivery_id FROM delivery WHERE state = 2 AND last_at < $1::timestamptz ORDER BY last_at LIMIT 2000)
    UNION ALL
    (SELECT delivery_id FROM delivery WHERE state = 3 AND last_at < $2::timestamptz ORDER BY last_at LIMIT 500)
    UNION ALL
    (SELECT left_behind.delivery_id FROM webhook w CROSS JOIN LATERAL (
        SELECT d.delivery_id FROM delivery d WHERE d.webhook_id = w.webhook_id LIMIT 500) AS left_behind
     WHERE w.is_deleted LIMIT 1000))
