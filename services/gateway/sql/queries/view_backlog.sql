-- "waiting dead": deliveries, each counted to a bound.
SELECT (SELECT count(*) FROM (SELECT FROM delivery WHERE state = 1 LIMIT 100000) AS waiting)::text || ' '
    || (SELECT count(*) FROM (SELECT FROM delivery WHERE state = 3 LIMIT 100000) AS dead)::text
