-- The day itself, or (day 0) the first that is over and was not measured since; with where the next one begins.
SELECT s.day, s.first_id, coalesce((SELECT min(n.first_id) FROM day_start n WHERE n.day > s.day), 0)
FROM day_start s LEFT JOIN regret r ON r.day = s.day
WHERE CASE WHEN $1::int8 <> 0 THEN s.day = $1::int8
           ELSE s.day < $2::int8 AND s.day >= $2::int8 - 30
                AND (r.day IS NULL OR r.measured_at < to_timestamp((s.day + 1) * 86400.0)) END
ORDER BY s.day LIMIT 1
