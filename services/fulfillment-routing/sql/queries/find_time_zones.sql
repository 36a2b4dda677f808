-- When which offset from UTC begins to hold: what holds first, then by days, and by quarters of an hour on a day that has two.
WITH zone AS (
    SELECT name FROM pg_timezone_names WHERE name = ANY ($1::text[])
), day AS (
    SELECT name, t, extract(epoch FROM (t AT TIME ZONE name) - (t AT TIME ZONE 'UTC'))::int4 AS ahead
    FROM zone, generate_series(date_trunc('day', now()) - interval '40 days', now() + interval '6 years',
                               interval '24 hours') AS t
), changed AS (
    SELECT name, t, ahead, lag(ahead) OVER (PARTITION BY name ORDER BY t) AS before FROM day
), quarter AS (
    SELECT c.name, c.t AS until, q AS t, c.before,
           extract(epoch FROM (q AT TIME ZONE c.name) - (q AT TIME ZONE 'UTC'))::int4 AS ahead
    FROM changed c, generate_series(c.t - interval '24 hours', c.t, interval '15 minutes') AS q
    WHERE c.before <> c.ahead
)
SELECT name, t AS from_at, ahead::int8 FROM changed WHERE before IS NULL
UNION ALL
SELECT name, min(t), ahead::int8 FROM quarter WHERE ahead <> before GROUP BY name, until, ahead
ORDER BY 1, 2
