-- What is open, and the newest of those that are over.
WITH kept AS (
    SELECT proposal_id FROM proposal WHERE state IN (1, 2, 5, 6)
    UNION
    SELECT proposal_id FROM (SELECT proposal_id FROM proposal ORDER BY proposal_id DESC LIMIT 20000) AS newest
)
SELECT p.proposal_id, p.item_id, coalesce(l.code, ''), coalesce(f.code, ''), p.kind, p.state, p.quantity,
       p.approved, p.received, p.position, p.reorder_point, p.order_up_to, p.safety_stock, p.wanted,
       p.unit_cost_minor, p.day, p.lead_time_days, p.stock_out_day, p.due_day, p.snoozed_until,
       p.supplier, p.currency, p.decided_by, p.class, p.reason, p.decision_reason
FROM kept
JOIN proposal p USING (proposal_id)
LEFT JOIN location l ON l.location_id = p.location_id
LEFT JOIN location f ON f.location_id = p.from_id
WHERE p.location_id > 0
ORDER BY p.proposal_id
