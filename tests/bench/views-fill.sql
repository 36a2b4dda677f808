-- A read model as the projection would leave it after :orders orders in :days days up to now: 20 locations, 4 channels,
-- 20,000 SKUs; 98 of 100 orders are done. A function of the numbers alone, but for the day on which it is made.
BEGIN;
SET LOCAL search_path = gateway;
SET LOCAL synchronous_commit = off;
SELECT setseed(0.5);

CREATE TEMPORARY TABLE place AS
SELECT n, 'L' || lpad(n::text, 2, '0') AS code FROM generate_series(1, 20) AS n;

INSERT INTO location (code, name, country, city, latitude_deg, longitude_deg, time_zone, closed)
SELECT code, 'warehouse ' || n, 'GB', 'city ' || n, 50 + n / 4.0, -4 + n / 3.0, 'Europe/London', false FROM place;
INSERT INTO location_number SELECT code, n FROM place;
INSERT INTO item (sku, name, category, unit_cost_minor, currency, abc, xyz, mean_per_day, wape, bias)
SELECT 'S' || lpad(n::text, 5, '0'), 'thing ' || n, 'category ' || n % 40, 100 + n % 900, 'GBP', substr('ABC', 1 + n % 3, 1),
       substr('XYZ', 1 + n % 3, 1), 20.0 / n + 0.1, 0.4, 0.01
FROM generate_series(1, 20000) AS n;
INSERT INTO sku_number SELECT sku, row_number() OVER (ORDER BY sku) FROM item;
INSERT INTO stock SELECT s.number * 65536 + p.n, 100, 2, 0, 5 FROM sku_number AS s, place AS p;
INSERT INTO stock SELECT number * 65536, 0, 0, 100, 0 FROM sku_number;

INSERT INTO orders (order_id, channel, external_id, placed_at, changed_at, status, progress, holds, reroutes, lines, units,
                    value_minor, currency, country, city, postal_code, has_trouble, parked, locations, timelines, fold, is_open)
SELECT n, ch, upper(left(ch, 1)) || '-' || n, at, at + 7200000000,
       CASE WHEN is_cancelled THEN 3 WHEN is_open THEN 1 ELSE 4 END,
       CASE WHEN is_cancelled THEN 11 WHEN is_backordered THEN 1 WHEN is_open THEN 3 + n % 5 WHEN chance < 0.9 THEN 10 ELSE 8 END,
       CASE WHEN is_open AND n % 31 = 0 THEN 1 << 1 + n % 7 ELSE 0 END, CASE WHEN n % 50 = 0 THEN 1 ELSE 0 END, 1 + n % 5,
       1 + n % 11, 1500 + n % 9000, 'GBP', country, 'City ' || n % 500, 'PC' || n % 4000,
       is_open AND (is_backordered OR n % 31 = 0 OR n % 97 = 0), CASE WHEN n % 97 = 0 THEN 'no stock within reach' ELSE '' END,
       CASE WHEN is_backordered THEN '{}' WHEN n % 10 = 0 THEN ARRAY[here, there] ELSE ARRAY[here] END,
       ARRAY[n * 8 / 20, n * 8 / 20 + 1, n * 8 / 20 + 2, n * 8 / 20 + 40, n * 8 / 20 + 41, n * 8 / 20 + 42]::int8[],
       decode(md5(n::text) || md5('a' || n) || md5('b' || n), 'hex') || '\x0102030405060708'::bytea, is_open
FROM (SELECT n, at, chance, country, here, there,
             (ARRAY['web', 'web', 'web', 'marketplace', 'web', 'marketplace', 'store', 'b2b'])[1 + n % 8] AS ch,
             n > :orders * 0.98 AS is_open, n <= :orders * 0.98 AND chance < 0.03 AS is_cancelled,
             n > :orders * 0.98 AND n % 13 = 0 AS is_backordered
      FROM (SELECT n, random() AS chance, (extract(epoch FROM now()) * 1000000)::int8
                      - ((:orders - n)::float8 / :orders * :days * 86400000000)::int8 AS at,
                   CASE WHEN n % 10007 = 0 THEN 'IS' ELSE (ARRAY['GB', 'GB', 'GB', 'DE', 'FR', 'NL', 'GB'])[1 + n % 7] END AS country,
                   'L' || lpad((1 + floor(20 * random() * random()))::text, 2, '0') AS here,
                   'L' || lpad((1 + n % 20)::text, 2, '0') AS there
            FROM generate_series(1, :orders) AS n) AS drawn) AS told;

INSERT INTO order_sku
SELECT n / 100, array_agg(n ORDER BY n, l), array_agg((1 + floor(20000 * random() * random()))::int4 ORDER BY n, l)
FROM generate_series(1, :orders) AS n, generate_series(1, 3) AS l GROUP BY 1;

-- Counts of parcels by day, location and channel, of orders by day and channel; durations in 60 buckets of each.
CREATE TEMPORARY TABLE day AS
SELECT (extract(epoch FROM now()) / 86400)::int8 - :days + n AS day FROM generate_series(1, :days) AS n;
CREATE TEMPORARY TABLE channel AS SELECT unnest('{web,marketplace,store,b2b}'::text[]) AS channel;
INSERT INTO tally                              -- in the order in which days go by
SELECT kind, day, location, channel, value FROM (
    SELECT k.kind, d.day, p.code AS location, c.channel, 1 + (k.kind * 7 + d.day + p.n) % 40 AS value
    FROM (SELECT unnest('{20,21,22,23,24,25}'::int[]) AS kind UNION ALL SELECT 1000 + n FROM generate_series(70, 129) AS n) AS k,
         day AS d, place AS p, channel AS c
    UNION ALL
    SELECT k.kind, d.day, p.code, '', 1 + (k.kind * 7 + d.day + p.n) % 40
    FROM generate_series(26, 35) AS k (kind), day AS d, place AS p
    UNION ALL
    SELECT k.kind, d.day, '', c.channel, 1 + (k.kind * 7 + d.day) % 40
    FROM (SELECT generate_series(40, 53) AS kind UNION ALL SELECT 2000 + n FROM generate_series(70, 129) AS n) AS k, day AS d, channel AS c
    UNION ALL
    SELECT k.kind, 0, p.code, '', 10 + p.n FROM unnest('{6,7,8,10}'::int[]) AS k (kind), place AS p
    UNION ALL
    SELECT k.kind, 0, '', c.channel, 10 FROM generate_series(1, 5) AS k (kind), channel AS c) AS counted
ORDER BY day, md5(kind || location || channel);
INSERT INTO tally
SELECT 9, (extract(epoch FROM now()) / 60)::int8 + m, p.code, c.channel, 1
FROM generate_series(-30, 600) AS m, place AS p, channel AS c WHERE (m + p.n) % 3 = 0;
INSERT INTO flow_minute
SELECT (extract(epoch FROM now()) / 60)::int8 - n, 8, 8, 8, 7, 7, 0 FROM generate_series(0, 1440) AS n;
INSERT INTO flow_route
SELECT n, ARRAY[:orders - n], ARRAY[(extract(epoch FROM now()) * 1000000)::int8 - n], ARRAY['L01'], ARRAY[1000], ARRAY[3],
       ARRAY[51.5], ARRAY[-0.1] FROM generate_series(1, 200) AS n;
INSERT INTO regret SELECT day, 1000 + n, 1000 FROM (SELECT day, row_number() OVER () AS n FROM day) AS d;
COMMIT;
VACUUM ANALYZE gateway.orders, gateway.order_sku, gateway.tally, gateway.item, gateway.stock;
