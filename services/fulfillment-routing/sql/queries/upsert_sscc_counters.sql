-- A series may be there several times: it only grows.
INSERT INTO sscc_series (series, next_serial)
SELECT series, max(next)
FROM (SELECT unnest($1::text[]) AS series, unnest($2::int8[]) AS next) AS c
GROUP BY series ORDER BY series
ON CONFLICT (series) DO UPDATE SET next_serial = excluded.next_serial
