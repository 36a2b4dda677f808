-- The movements that led to a balance, newest first: from each to the one before it. A movement lies in
-- the last posting that begins at or before it. What is asked for once is followed once.
WITH RECURSIVE chain AS (
    SELECT location, sku, newest, newest AS movement_id, 1::int8 AS step, max(most) AS most
    FROM (SELECT unnest($1::text[]) AS location, unnest($2::text[]) AS sku,
                 unnest($3::int8[]) AS newest, unnest($4::int8[]) AS most) AS asked
    GROUP BY location, sku, newest
    UNION ALL
    SELECT c.location, c.sku, c.newest, p.previous[c.movement_id - p.first_movement_id + 1],
           c.step + 1, c.most
    FROM chain c
    CROSS JOIN LATERAL (SELECT first_movement_id, previous FROM posting
                        WHERE first_movement_id <= c.movement_id
                        ORDER BY first_movement_id DESC LIMIT 1) AS p
    WHERE c.step < c.most AND c.movement_id > 0
)
-- A movement of another balance, which only a wrong question leads to, is left out.
SELECT c.location, c.sku, c.newest, c.movement_id, p.kind::int8, p.quantity, p.on_hand_after,
       p.state::int8, p.lot, p.reason, p.actor, p.cause, p.at
FROM chain c
CROSS JOIN LATERAL (
    SELECT q.location, q.skus[n.at] AS sku, q.kind, q.reason, q.actor, q.cause, q.at,
           q.quantities[n.at] AS quantity, q.on_hand_after[n.at] AS on_hand_after,
           coalesce(q.states[n.at], 1) AS state, coalesce(q.lots[n.at], '') AS lot
    FROM (SELECT * FROM posting WHERE first_movement_id <= c.movement_id
          ORDER BY first_movement_id DESC LIMIT 1) AS q
    CROSS JOIN LATERAL (SELECT (c.movement_id - q.first_movement_id + 1)::int4 AS at) AS n) AS p
WHERE c.movement_id > 0 AND p.location = c.location AND p.sku = c.sku
ORDER BY c.location, c.sku, c.newest, c.step
