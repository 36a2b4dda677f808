-- What people and checkers read.

CREATE VIEW movement AS
SELECT p.first_movement_id + m.n - 1 AS movement_id, p.kind, p.location, m.sku, m.quantity,
       m.on_hand_after, nullif(m.bin, '') AS bin, p.reason, p.actor, p.cause,
       m.n::int4 AS line, p.at
FROM posting p,
     unnest(p.skus, p.quantities, p.on_hand_after, p.bins) WITH ORDINALITY
         AS m(sku, quantity, on_hand_after, bin, n);

CREATE VIEW reservation_line AS
SELECT r.order_id, r.state, r.priority, r.ship_complete, r.placed_at,
       coalesce(l.line, l.n::int4) AS line, l.sku, l.ordered,
       coalesce(l.promised, 0) AS promised, coalesce(l.backordered, 0) AS backordered,
       coalesce(l.shipped, 0) AS shipped, coalesce(l.cancelled, 0) AS cancelled
FROM reservation r,
     unnest(r.lines, r.skus, r.ordered, r.promised, r.backordered, r.shipped, r.cancelled)
         WITH ORDINALITY
         AS l(line, sku, ordered, promised, backordered, shipped, cancelled, n);

CREATE VIEW reserved_now AS
SELECT sku, sum(promised)::int8 AS reserved,
       sum(backordered) FILTER (WHERE state <> 3)::int8 AS backordered
FROM reservation_line
WHERE state IN (1, 2, 3)
GROUP BY sku;

-- A posting has at most 1,000 movements, so those after the fold begin at most that far before it.
CREATE VIEW stock_now AS
SELECT location, sku, sum(on_hand)::int8 AS on_hand, sum(unavailable)::int8 AS unavailable
FROM (SELECT location, sku, on_hand, unavailable FROM stock
      UNION ALL
      SELECT p.location, m.sku, m.quantity, 0
      FROM posting p
      CROSS JOIN unnest(p.skus, p.quantities) WITH ORDINALITY AS m(sku, quantity, n)
      LEFT JOIN stock s ON s.location = p.location AND s.sku = m.sku
      WHERE p.first_movement_id > (SELECT movement_id - 1000 FROM fold)
        AND p.first_movement_id + m.n - 1 > coalesce(s.movement_id, 0)) AS part
GROUP BY location, sku;

CREATE VIEW sellable_now AS
SELECT s.sku,
       sum(CASE WHEN l.closed THEN 0
                ELSE greatest(0, s.on_hand - s.unavailable - l.safety_stock) END)::int8 AS sellable
FROM stock_now s JOIN location l ON l.code = s.location
GROUP BY s.sku;

-- What must never be: each row is a broken rule. Empty is good.
CREATE VIEW broken_rule AS
SELECT 'balance is not the sum of its movements' AS rule, s.location || ' ' || s.sku AS what
FROM stock_now s
LEFT JOIN (SELECT location, sku, sum(quantity) AS moved FROM movement GROUP BY location, sku) m
    USING (location, sku)
WHERE s.on_hand <> coalesce(m.moved, 0)
UNION ALL
SELECT 'a line does not add up', order_id || ' line ' || line
FROM reservation_line
WHERE ordered <> promised + backordered + shipped + cancelled
   OR least(promised, backordered, shipped, cancelled) < 0
UNION ALL
SELECT 'promised more than sellable', r.sku
FROM reserved_now r LEFT JOIN sellable_now s USING (sku)
WHERE r.reserved > coalesce(s.sellable, 0)
UNION ALL
SELECT 'shipped by the ledger is not shipped by the orders', coalesce(m.sku, l.sku)
FROM (SELECT sku, -sum(quantity) AS shipped FROM movement WHERE kind = 2 GROUP BY sku) m
FULL JOIN (SELECT sku, sum(shipped) AS shipped FROM reservation_line GROUP BY sku) l USING (sku)
WHERE coalesce(m.shipped, 0) <> coalesce(l.shipped, 0)
UNION ALL
SELECT 'a balance is kept twice', location || ' ' || sku
FROM stock GROUP BY location, sku HAVING count(*) > 1
UNION ALL
SELECT 'movement ids have a gap', min(movement_id) || ' .. ' || max(movement_id)
FROM movement
HAVING count(*) <> max(movement_id);
