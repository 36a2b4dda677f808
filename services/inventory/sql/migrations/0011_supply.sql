-- What an item is planned together with, and what planning keeps from sale.
ALTER TABLE item ADD COLUMN category text NOT NULL DEFAULT '' CHECK (octet_length(category) <= 64);

-- quantity is the operator's, -1: none; planned is forecasting's, 0: nothing. The operator's wins; without it
-- the larger of planned and the location's own counts.
ALTER TABLE safety_stock ADD COLUMN planned int8 NOT NULL DEFAULT 0 CHECK (planned >= 0);

CREATE OR REPLACE VIEW sellable_now AS
SELECT s.sku,
       sum(CASE WHEN l.closed THEN 0
                ELSE greatest(0, s.on_hand - s.unavailable
                                 - coalesce(nullif(k.quantity, -1), greatest(l.safety_stock, k.planned)))
           END)::int8 AS sellable
FROM stock_now s
JOIN location l ON l.code = s.location
LEFT JOIN safety_stock k ON k.location = s.location AND k.sku = s.sku
GROUP BY s.sku;
