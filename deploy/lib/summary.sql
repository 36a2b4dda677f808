-- What happened to the orders: for people. psql variables: rejected, seconds.
WITH line AS (SELECT * FROM orders.order_line),
per_order AS (
    SELECT order_id, bool_or(backordered > 0) AS waits, bool_or(reserved + allocated > 0) AS promised,
           bool_and(shipped = ordered - cancelled) AND bool_or(shipped > 0) AS shipped,
           sum(shipped) AS units, sum(backordered) AS units_waiting
    FROM line GROUP BY order_id),
fo AS (SELECT * FROM routing.fulfillment_order),
per_routed AS (SELECT order_id, count(*) FILTER (WHERE status NOT IN (7, 8)) AS parts FROM fo GROUP BY order_id),
distance AS (
    SELECT avg(distance_m) / 1000 AS mean, percentile_cont(0.9) WITHIN GROUP (ORDER BY distance_m) / 1000 AS p90
    FROM fo WHERE status NOT IN (7, 8))
SELECT name, value FROM (
    SELECT 1, 'orders accepted', to_char(count(*), 'FM999,999,990') FROM orders.orders
    UNION ALL SELECT 2, 'orders rejected', :'rejected'
    UNION ALL SELECT 3, 'reserved (all or part)', to_char(count(*), 'FM999,999,990')
        FROM inventory.reservation WHERE round > 0
    UNION ALL SELECT 4, 'backordered now', to_char(count(*), 'FM999,999,990') || format(' (%s units)', coalesce(sum(units_waiting), 0))
        FROM per_order WHERE waits
    UNION ALL SELECT 5, 'routed', to_char(count(*), 'FM999,999,990') FROM per_routed
    UNION ALL SELECT 6, 'split', to_char(count(*), 'FM999,999,990') FROM per_routed WHERE parts > 1
    UNION ALL SELECT 7, 'parked', to_char(count(DISTINCT order_id), 'FM999,999,990') ||
        coalesce(' (' || (SELECT string_agg(format('%s %s', CASE reason WHEN 1 THEN 'BAD_ADDRESS' ELSE 'NO_STOCK_IN_VIEW' END, times), ', ')
                                  FROM (SELECT reason, count(DISTINCT order_id) AS times FROM routing.parked WHERE state = 1 GROUP BY reason) r) || ')', '')
        FROM routing.parked WHERE state = 1
    UNION ALL SELECT 8, 'fulfillment orders', to_char(count(*), 'FM999,999,990') FROM fo
    UNION ALL SELECT 9, 'picked', to_char(count(*), 'FM999,999,990') FROM fo WHERE status IN (5, 6, 9, 10)
    UNION ALL SELECT 10, 'shipped', to_char(count(*), 'FM999,999,990') FROM fo WHERE status IN (6, 9)
    UNION ALL SELECT 11, 'orders shipped in full', to_char(count(*), 'FM999,999,990') FROM per_order WHERE shipped
    UNION ALL SELECT 12, 'orders still open', to_char(count(*), 'FM999,999,990') FROM orders.orders WHERE status IN (1, 2)
    UNION ALL SELECT 13, 'units shipped', to_char(coalesce(sum(units), 0), 'FM999,999,990') FROM per_order
    UNION ALL SELECT 14, 'distance, mean', coalesce(to_char(mean, 'FM99,990.0') || ' km', '-') FROM distance
    UNION ALL SELECT 15, 'distance, 90 %', coalesce(to_char(p90, 'FM99,990.0') || ' km', '-') FROM distance
    UNION ALL SELECT 16, 'replenishment proposals', to_char(count(*), 'FM999,999,990') FROM forecasting.proposal WHERE state = 1
    UNION ALL SELECT 17, 'seconds', :'seconds') AS s (number, name, value)
ORDER BY number;
