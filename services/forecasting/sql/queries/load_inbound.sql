SELECT i.kind, i.number, l.code, coalesce(o.code, ''), i.drafted, i.supplier, i.opened_at, i.due_at,
       i.lines::int8[], i.item_ids::int8[], i.expected, i.received, i.gone
FROM inbound i
JOIN location l ON l.location_id = i.location_id
LEFT JOIN location o ON o.location_id = i.origin_id
ORDER BY i.kind, i.number
