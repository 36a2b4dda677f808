-- For each webhook how many wait and how many are dead, at most 10,000 each.
SELECT u.webhook_id,
       (SELECT count(*) FROM (SELECT FROM delivery d WHERE d.webhook_id = u.webhook_id AND d.state = 1 LIMIT 10000) w),
       (SELECT count(*) FROM (SELECT FROM delivery d WHERE d.webhook_id = u.webhook_id AND d.state = 3 LIMIT 10000) w)
FROM unnest($1::int8[]) AS u (webhook_id)
