-- The next postings of the ledger, each movement held against the one before it of the same balance:
-- how many, the last, how many are wrong, the first of these. A hole in the ids is one wrong thing more.
WITH slice AS (
    SELECT first_movement_id, location, skus, quantities, on_hand_after, previous
    FROM posting
    WHERE first_movement_id > $1::int8
    ORDER BY first_movement_id
    LIMIT $2::int8
), moved AS (
    SELECT p.first_movement_id + m.n - 1 AS movement_id, p.location, m.sku, m.quantity,
           m.on_hand_after, m.previous
    FROM slice p
    CROSS JOIN LATERAL unnest(p.skus, p.quantities, p.on_hand_after, p.previous)
        WITH ORDINALITY AS m(sku, quantity, on_hand_after, previous, n)
), judged AS (
    SELECT m.movement_id,
           m.on_hand_after IS DISTINCT FROM m.quantity + CASE m.previous WHEN 0 THEN 0 ELSE b.on_hand_after END
           OR m.previous > 0 AND (b.sku IS DISTINCT FROM m.sku OR b.location <> m.location) AS is_wrong
    FROM moved m
    LEFT JOIN LATERAL (
        SELECT q.location, q.skus[n.at] AS sku, q.on_hand_after[n.at] AS on_hand_after
        FROM (SELECT * FROM posting WHERE first_movement_id <= m.previous
              ORDER BY first_movement_id DESC LIMIT 1) AS q
        CROSS JOIN LATERAL (SELECT (m.previous - q.first_movement_id + 1)::int4 AS at) AS n) AS b
        ON m.previous > 0
)
SELECT count(*) AS movements, coalesce(max(movement_id), $1::int8) AS last,
       count(*) FILTER (WHERE is_wrong)
       + (coalesce(max(movement_id), $1::int8) - $1::int8 <> count(*))::int4 AS wrong,
       coalesce(min(movement_id) FILTER (WHERE is_wrong), 0) AS first_wrong
FROM judged
