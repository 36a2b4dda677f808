-- All that last, and the newest that ended, oldest first.
SELECT * FROM (
    SELECT alert_id, kind, item_id, location_id, day, value, raised_at, ended_at, stock_out_day, evidence,
           0 AS ended_day, acknowledged_by, note
    FROM alert WHERE ended_day IS NULL
    UNION ALL
    (SELECT alert_id, kind, item_id, location_id, day, value, raised_at, ended_at, stock_out_day, evidence,
            ended_day, acknowledged_by, note
     FROM alert WHERE ended_day IS NOT NULL ORDER BY alert_id DESC LIMIT $1::int8)
) AS a ORDER BY alert_id
