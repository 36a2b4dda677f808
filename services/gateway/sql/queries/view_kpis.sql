-- KpisView. from, to: dates or days since 1970, the last 30 when not given; by: day, location or channel. Group null is
-- the whole period. Numbers of kinds are those of core/tallies.h, of sources those of core/kpis.h.
WITH given AS (
    SELECT CASE WHEN $1::text ~ '^\d+$' THEN $1::int WHEN $1 <> '' THEN $1::date - date '1970-01-01' END AS first_day,
           CASE WHEN $2::text ~ '^\d+$' THEN $2::int WHEN $2 <> '' THEN $2::date - date '1970-01-01'
                ELSE floor(extract(epoch FROM now()) / 86400)::int END AS last_day,
           CASE lower($3::text) WHEN 'location' THEN 'location' WHEN 'channel' THEN 'channel' ELSE 'day' END AS by
), asked AS MATERIALIZED (
    SELECT coalesce(first_day, last_day - 29) AS first_day, last_day, by FROM given
), counts AS (
    SELECT CASE WHEN lower($3::text) NOT IN ('location', 'channel') THEN t.day END AS day,
           CASE lower($3::text) WHEN 'location' THEN t.location WHEN 'channel' THEN t.channel END AS grp,
           t.kind, sum(t.value::float8) / CASE WHEN t.kind BETWEEN 60 AND 79 THEN 1000000 ELSE 1 END AS value
    FROM asked AS a JOIN tally AS t ON t.day BETWEEN a.first_day AND a.last_day
    WHERE t.kind >= 20 AND t.kind <> 34
    GROUP BY 1, 2, 3
), sums AS MATERIALIZED (
    SELECT CASE WHEN grouping(day, grp) > 0 THEN NULL WHEN day IS NULL THEN grp ELSE (date '1970-01-01' + day::int)::text END AS grp,
           kind, sum(value) AS value
    FROM counts GROUP BY GROUPING SETS ((day, grp, kind), (kind))
), counted AS (
    SELECT k.place, s.grp, sum(s.value) FILTER (WHERE s.kind = ANY (k.numerator)) AS numerator,
           sum(s.value) FILTER (WHERE s.kind = ANY (k.denominator)) AS denominator
    FROM kpi AS k JOIN sums AS s ON s.kind = ANY (k.numerator || k.denominator)
    WHERE k.source IN (0, 1, 2) OR k.source = 6 AND ((SELECT by FROM asked) = 'day' OR s.grp IS NULL)
    GROUP BY k.place, s.grp
    UNION ALL                                     -- forecasts of locations do not add up to that of the network
    SELECT k.place, s.grp, sum(s.value) FILTER (WHERE s.kind - 10 = ANY (k.numerator)),
           sum(s.value) FILTER (WHERE s.kind - 10 = ANY (k.denominator))
    FROM kpi AS k JOIN sums AS s ON s.kind - 10 = ANY (k.numerator || k.denominator)
    WHERE k.source = 6 AND s.grp <> '' AND (SELECT by FROM asked) = 'location'
    GROUP BY k.place, s.grp
), ratios AS (
    SELECT c.place, c.grp, coalesce(c.numerator, 0) AS numerator, CASE WHEN k.source = 2 THEN 1 ELSE c.denominator END AS denominator,
           CASE k.source WHEN 2 THEN coalesce(c.numerator, 0) WHEN 1 THEN 1 - coalesce(c.numerator, 0) / nullif(c.denominator, 0)
                         ELSE coalesce(c.numerator, 0) / nullif(c.denominator, 0) END AS value
    FROM counted AS c JOIN kpi AS k USING (place)
), buckets AS (
    SELECT h.kind, s.grp, s.kind - h.kind AS bucket, sum(s.value) OVER (PARTITION BY h.kind, s.grp ORDER BY s.kind) AS so_far,
           sum(s.value) OVER (PARTITION BY h.kind, s.grp) AS total
    FROM (SELECT DISTINCT numerator[1] AS kind FROM kpi WHERE source = 3) AS h
    JOIN sums AS s ON s.kind >= h.kind AND s.kind < h.kind + 256
    WHERE s.value > 0
), percentiles AS (
    SELECT k.place, b.grp, min(b.so_far) AS numerator, min(b.total) AS denominator, 2 ^ ((min(b.bucket) + 0.5) / 8) / 3600 AS value
    FROM kpi AS k JOIN buckets AS b ON b.kind = k.numerator[1] AND b.so_far * 100 >= b.total * k.percent
    WHERE k.source = 3
    GROUP BY k.place, b.grp
), value_changes AS (                             -- of stock; what was there before the first day came on it
    SELECT greatest(t.day, a.first_day) AS day, t.location, sum(t.value::float8) AS value
    FROM asked AS a JOIN tally AS t ON t.kind = 34 AND t.day <= a.last_day
    GROUP BY 1, 2
), valued AS (                                    -- in the mean of the days' ends
    SELECT CASE WHEN grouping(c.location) = 0 THEN c.location END AS grp,
           sum(c.value * (a.last_day - c.day + 1)) / (a.last_day - a.first_day + 1) AS value
    FROM asked AS a CROSS JOIN value_changes AS c
    GROUP BY GROUPING SETS ((a.by, a.first_day, a.last_day, c.location), (a.by, a.first_day, a.last_day))
    HAVING a.by = 'location' OR grouping(c.location) = 1
    UNION ALL
    SELECT (date '1970-01-01' + d.day)::text, sum(c.value) OVER (ORDER BY d.day)
    FROM asked AS a CROSS JOIN generate_series(a.first_day, a.last_day) AS d (day)
    LEFT JOIN (SELECT day, sum(value) AS value FROM value_changes GROUP BY day) AS c ON c.day = d.day
    WHERE a.by = 'day'
), turns AS (
    SELECT k.place, v.grp, s.value * 365 / CASE WHEN v.grp IS NOT NULL AND a.by = 'day' THEN 1
                                                ELSE a.last_day - a.first_day + 1 END AS numerator, v.value AS denominator
    FROM asked AS a CROSS JOIN kpi AS k CROSS JOIN valued AS v
    JOIN sums AS s ON s.kind = 35 AND s.grp IS NOT DISTINCT FROM v.grp
    WHERE k.source = 4
), supply AS (                                   -- of this moment; '' is the network
    SELECT h.location AS grp, h.units AS numerator, f.units AS denominator
    FROM (SELECT coalesce(location, '') AS location, sum(value)::float8 AS units FROM tally WHERE kind = 10 AND day = 0
          GROUP BY GROUPING SETS ((location), ())) AS h
    JOIN (SELECT location, value / 1000000.0::float8 AS units FROM tally WHERE kind = 11 AND day = 0) AS f USING (location)
    WHERE h.location = '' OR (SELECT by FROM asked) = 'location'
), known AS (
    SELECT place, grp, numerator, denominator, value FROM ratios
    UNION ALL SELECT place, grp, numerator, denominator, value FROM percentiles
    UNION ALL SELECT place, grp, numerator, denominator, numerator / nullif(denominator, 0) FROM turns
    UNION ALL
    SELECT k.place, nullif(s.grp, ''), s.numerator, s.denominator, s.numerator / nullif(s.denominator, 0)
    FROM kpi AS k CROSS JOIN supply AS s
    WHERE k.source = 5
    UNION ALL
    SELECT k.place, CASE WHEN grouping(r.day) = 0 THEN (date '1970-01-01' + r.day)::text END,
           sum(r.realized - r.bound), sum(r.bound), sum(r.realized - r.bound) / nullif(sum(r.bound), 0)
    FROM kpi AS k CROSS JOIN asked AS a JOIN regret AS r ON r.day BETWEEN a.first_day AND a.last_day
    WHERE k.source = 7
    GROUP BY GROUPING SETS ((k.place, r.day), (k.place))
    HAVING grouping(r.day) = 1 OR (SELECT by FROM asked) = 'day'
), points AS (
    SELECT place, json_agg(json_build_object('group', grp, 'value', value, 'numerator', numerator,
                                             'denominator', denominator) ORDER BY grp) AS list
    FROM known WHERE grp <> '' AND value IS NOT NULL GROUP BY place
)
SELECT json_build_object('fromDay', a.first_day, 'toDay', a.last_day, 'by', a.by, 'kpis', coalesce((
    SELECT json_agg(json_build_object('name', k.name, 'title', k.title, 'definition', k.definition, 'unit', k.unit,
        'higherIsBetter', k.higher_is_better, 'value', coalesce(w.value, 0), 'known', w.value IS NOT NULL OR k.source = 2,
        'points', coalesce(p.list, '[]'), 'groups', k.groups, 'ofNow', k.of_now,
        'whyNot', CASE WHEN a.by = ANY (k.groups) THEN '' ELSE k.why_not END) ORDER BY k.place)
    FROM kpi AS k LEFT JOIN known AS w ON w.place = k.place AND w.grp IS NULL LEFT JOIN points AS p ON p.place = k.place),
    '[]'))::text
FROM asked AS a
