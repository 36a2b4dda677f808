-- A page of the holds of open orders, at the start of the service.
SELECT h.order_id, h.number, h.reason, h.note, h.placed_by, h.at, coalesce(h.expires_at, 'epoch'),
       h.released_at IS NULL
FROM order_hold h
JOIN orders o ON o.order_id = h.order_id AND o.status IN (1, 2)
WHERE (h.order_id, h.number) > ($1::int8, $2::int8)
ORDER BY h.order_id, h.number
LIMIT 5000
