-- For the command rebuild: all that is made from the feeds alone, and so is made again as they are heard from their
-- beginning. What is the gateway's own stays as it is: api_key, person, session, idempotency_claim, audit, webhook, delivery, and
-- the runtime's receipt. A new table of the read model is a name here.

-- Of a rebuild that has not caught up the first part was heard again already. A letter that came up in it is of an event that was
-- told before.
INSERT INTO rebuilt (source, through, untold)
SELECT c.source, greatest(c.position, r.through),
       ARRAY(SELECT d.position FROM dead_letter AS d
             WHERE d.source = c.source AND (d.position > coalesce(r.through, 0) OR d.position = ANY (r.untold))
             UNION SELECT u FROM unnest(r.untold) AS u WHERE u > c.position
             ORDER BY 1)
FROM cursor AS c LEFT JOIN rebuilt AS r USING (source)
ON CONFLICT (source) DO UPDATE SET through = excluded.through, untold = excluded.untold;

TRUNCATE orders, order_sku, timeline, tally, flow_minute, flow_route, sku_number, location_number, stock, stock_change,
         item, movement, bin, inbound, stock_count, regret, location, stock_level, kpi, item_forecast;
