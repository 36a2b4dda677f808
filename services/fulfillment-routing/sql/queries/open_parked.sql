SELECT p.parked_id, p.order_id, p.reason, coalesce(p.parent, 0), p.country, p.region, p.city, p.postal_code, p.placed_at,
       p.lines::int8[], p.skus, p.quantities, p.together::int8[], coalesce(f.deliver_on_day, 0)::int8
FROM parked p LEFT JOIN fulfillment_order f ON f.fulfillment_order_id = p.parent
WHERE p.state = 1 ORDER BY p.parked_id
