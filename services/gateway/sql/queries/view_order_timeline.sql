-- OrderTimeline: the lines of this order in the rows that hold something of it (timeline.c).
SELECT json_build_object('orderId', o.order_id::text, 'entries', coalesce((
    SELECT json_agg(json_build_object(
        'atUs', e.field[2],
        'source', CASE e.field[3] WHEN 'o' THEN 'order' WHEN 'i' THEN 'inventory' ELSE 'fulfillment-routing' END,
        'position', e.field[4],
        'type', CASE e.field[3] WHEN 'o' THEN 'crossdock.order.v1.' WHEN 'i' THEN 'crossdock.inventory.v1.'
                                ELSE 'crossdock.routing.v1.' END || e.field[5],
        'id', e.field[6], 'causeId', e.field[7], 'words', e.field[8])
        ORDER BY e.field[2]::int8, array_position('{o,i,f}'::text[], e.field[3]), e.field[4]::int8)
    FROM unnest(o.timelines) AS named (row_id)
    JOIN timeline AS t ON t.row_id = named.row_id
    CROSS JOIN LATERAL string_to_table(convert_from(t.entries, 'UTF8'), E'\n') AS entry (line)
    CROSS JOIN LATERAL string_to_array(entry.line, E'\t') AS e (field)
    WHERE entry.line ^@ ($1::text || E'\t')), '[]'))::text
FROM orders AS o
WHERE o.order_id = $1::text::int8 AND ($2::text = '' OR o.channel = $2)
