-- The newest of each SKU at each place, and what it counts for (core/tallies.h): today's units a day, and its errors on the day
-- that it was made. A forecast of the same day takes the place of the one before. Sums are in millionths, so that they are exact.
WITH told AS MATERIALIZED (
    SELECT DISTINCT ON (u.sku, u.location, u.day) u.*
    FROM unnest($1::text[], $2::text[], $3::int4[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::float8[], $9::float8[])
        WITH ORDINALITY AS u (sku, location, day, abc, xyz, mean_per_day, wape, bias, mase, at)
    ORDER BY u.sku, u.location, u.day, u.at DESC
), newest AS MATERIALIZED (
    SELECT DISTINCT ON (sku, location) * FROM told ORDER BY sku, location, at DESC
), before AS MATERIALIZED (
    SELECT f.* FROM newest AS n JOIN item_forecast AS f ON f.sku = n.sku AND f.location = n.location
), kept AS (
    INSERT INTO item_forecast (sku, location, day, mean_per_day, wape, bias, mase)
    SELECT sku, location, day, mean_per_day, wape, bias, mase FROM newest
    ON CONFLICT (sku, location) DO UPDATE SET
        day = excluded.day, mean_per_day = excluded.mean_per_day, wape = excluded.wape, bias = excluded.bias, mase = excluded.mase
), shown AS (
    INSERT INTO item (sku, abc, xyz, mean_per_day, wape, bias, mase)
    SELECT sku, abc, xyz, mean_per_day, wape, bias, mase FROM newest WHERE location = ''
    ON CONFLICT (sku) DO UPDATE SET
        abc = excluded.abc, xyz = excluded.xyz, mean_per_day = excluded.mean_per_day, wape = excluded.wape,
        bias = excluded.bias, mase = excluded.mase
), counted AS (
    SELECT 1 AS sign, location, day, mean_per_day, wape, bias, mase FROM told
    UNION ALL
    SELECT -1, b.location, b.day, b.mean_per_day, b.wape, b.bias, b.mase
    FROM before AS b JOIN told AS t ON t.sku = b.sku AND t.location = b.location AND t.day = b.day
), amounts AS (
    SELECT a.kind + CASE c.location WHEN '' THEN 0 ELSE 10 END AS kind, c.day, c.location, c.sign * a.amount AS amount
    FROM counted AS c CROSS JOIN LATERAL (VALUES
        (60, c.mean_per_day), (61, c.wape * c.mean_per_day), (62, c.bias * c.mean_per_day),
        (63, CASE WHEN c.mase > 0 THEN c.wape * c.mean_per_day END),
        (64, CASE WHEN c.mase > 0 THEN c.wape * c.mean_per_day / c.mase END)) AS a (kind, amount)
    WHERE c.wape > 0
    UNION ALL SELECT 11, 0, location, mean_per_day FROM newest
    UNION ALL SELECT 11, 0, location, -mean_per_day FROM before
)
INSERT INTO tally (kind, day, location, channel, value)
SELECT kind, day, location, '', sum(round(amount * 1000000)::int8) FROM amounts WHERE amount IS NOT NULL GROUP BY kind, day, location
ON CONFLICT (kind, day, location, channel) DO UPDATE SET value = tally.value + excluded.value
