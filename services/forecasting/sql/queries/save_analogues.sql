INSERT INTO analogue (item_id, like_ids, scale, launch_day)
SELECT DISTINCT ON (item_id) item_id, like_ids::int4[], scale, launch_day
FROM unnest($1::int4[], $2::text[], $3::float8[], $4::int4[]) WITH ORDINALITY
    AS u (item_id, like_ids, scale, launch_day, n)
ORDER BY item_id, n DESC
ON CONFLICT (item_id) DO UPDATE
SET like_ids = excluded.like_ids, scale = excluded.scale, launch_day = excluded.launch_day
