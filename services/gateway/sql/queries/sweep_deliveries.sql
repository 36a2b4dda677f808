-- A small step: what arrived long ago, what was given up longer ago, what is due as long and was never sent (its webhook
-- is paused, or does not answer: the feeds have it all the same), and what deleted webhooks leave behind.
DELETE FROM delivery WHERE delivery_id IN (
    (SELECT delivery_id FROM delivery WHERE state = 2 AND last_at < $1::timestamptz ORDER BY last_at LIMIT 2000)
    UNION ALL
    (SELECT delivery_id FROM delivery WHERE state = 3 AND last_at < $2::timestamptz ORDER BY last_at LIMIT 500)
    UNION ALL
    (SELECT waits.delivery_id FROM webhook w CROSS JOIN LATERAL (
        SELECT d.delivery_id FROM delivery d WHERE d.webhook_id = w.webhook_id AND d.state = 1 AND d.next_at < $2::timestamptz
        ORDER BY d.next_at LIMIT 500) AS waits LIMIT 1000)
    UNION ALL
    (SELECT left_behind.delivery_id FROM webhook w CROSS JOIN LATERAL (
        SELECT d.delivery_id FROM delivery d WHERE d.webhook_id = w.webhook_id LIMIT 500) AS left_behind
     WHERE w.is_deleted LIMIT 1000))
