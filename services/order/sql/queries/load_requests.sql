-- A page of the requests of open orders, at the start of the service.
SELECT r.order_id, r.request, r.kind, r.reason, r.line_numbers, r.quantities, r.country, r.region, r.city,
       r.postal_code, r.name, r.street, r.phone, r.email, r.outcome
FROM order_request r
JOIN orders o ON o.order_id = r.order_id AND o.status IN (1, 2)
WHERE (r.order_id, r.request) > ($1::int8, $2::int8)
ORDER BY r.order_id, r.request
LIMIT 5000
