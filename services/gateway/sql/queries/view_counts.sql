-- CountsPage, the newest first; cursor: count ids below it.
WITH page AS (
    SELECT *, row_number() OVER (ORDER BY count_id DESC) AS at
    FROM (SELECT * FROM stock_count
          WHERE ($1::text = '' OR location = $1) AND ($2::text = '' OR status = upper($2))
            AND ($4::text = '' OR count_id < $4::int8)
          ORDER BY count_id DESC
          LIMIT least(greatest(coalesce(nullif($3::text, '')::int, 50), 1), 200) + 1) AS newest
), shown AS (
    SELECT * FROM page WHERE at <= least(greatest(coalesce(nullif($3::text, '')::int, 50), 1), 200)
)
SELECT json_build_object(
    'counts', coalesce((SELECT json_agg(json_build_object('countId', count_id::text, 'location', location,
        'status', status, 'lines', lines, 'changedAtUs', changed_at::text, 'variance', variance) ORDER BY at)
        FROM shown), '[]'),
    'next', CASE WHEN (SELECT count(*) FROM page) > (SELECT count(*) FROM shown)
                 THEN (SELECT min(count_id)::text FROM shown) ELSE '' END)::text
