-- Who has heard how much of whose feed.
SELECT c.consumer || ' has heard ' || c.position || ' of ' || f.head || ' of ' || c.source
FROM (SELECT 'order' AS consumer, * FROM orders.cursor
      UNION ALL SELECT 'inventory', * FROM inventory.cursor
      UNION ALL SELECT 'fulfillment-routing', * FROM routing.cursor
      UNION ALL SELECT 'forecasting', * FROM forecasting.cursor) AS c
JOIN (SELECT 'order' AS source, head FROM orders.feed
      UNION ALL SELECT 'inventory', head FROM inventory.feed
      UNION ALL SELECT 'fulfillment-routing', head FROM routing.feed
      UNION ALL SELECT 'forecasting', head FROM forecasting.feed) AS f USING (source)
ORDER BY 1;
