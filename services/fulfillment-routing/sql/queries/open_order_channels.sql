-- On which channel these orders were bought: as the newest decision says that tells it (a decision after a start may not).
SELECT o.order_id, d.channel
FROM unnest($1::int8[]) AS o(order_id)
CROSS JOIN LATERAL (SELECT channel FROM decision
                    WHERE decision.order_id = o.order_id AND channel <> ''
                    ORDER BY decision_id DESC LIMIT 1) AS d
