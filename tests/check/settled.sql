-- One line: t when every cursor is at the head of its feed, then the heads, so that two looks can be compared.
SELECT CASE WHEN bool_and(c.position = f.head) THEN 't' ELSE 'f' END || ' ' ||
       (SELECT o.head + i.head + r.head + d.head
        FROM orders.feed o, inventory.feed i, routing.feed r, forecasting.feed d)
FROM (SELECT * FROM orders.cursor UNION ALL SELECT * FROM inventory.cursor
      UNION ALL SELECT * FROM routing.cursor UNION ALL SELECT * FROM forecasting.cursor) AS c
JOIN (SELECT 'order' AS source, head FROM orders.feed
      UNION ALL SELECT 'inventory', head FROM inventory.feed
      UNION ALL SELECT 'fulfillment-routing', head FROM routing.feed
      UNION ALL SELECT 'forecasting', head FROM forecasting.feed) AS f USING (source);
