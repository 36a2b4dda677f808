-- On which channel what is open was bought: as the newest decision says that tells it (a decision after a start may not).
SELECT DISTINCT ON (order_id) order_id, channel
FROM decision
WHERE order_id > $1::int8 AND channel <> ''
  AND order_id IN (SELECT order_id FROM fulfillment_order WHERE status <= 5 OR status = 10
                   UNION ALL SELECT order_id FROM parked WHERE state = 1)
ORDER BY order_id, decision_id DESC LIMIT 50000
