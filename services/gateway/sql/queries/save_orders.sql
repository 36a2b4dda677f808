-- What changes of orders that are there.
UPDATE orders AS o SET
    changed_at = u.changed_at, status = u.status, progress = u.progress, holds = u.holds, reroutes = u.reroutes,
    units = u.units, has_trouble = u.has_trouble, locations = u.locations::text[],
    timelines = CASE WHEN u.timeline = 0 THEN o.timelines ELSE o.timelines || u.timeline END, fold = u.fold,
    is_open = u.is_open
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::int8[]) AS changed_at, unnest($3::int4[]) AS status,
             unnest($4::int4[]) AS progress, unnest($5::int4[]) AS holds, unnest($6::int4[]) AS reroutes,
             unnest($7::int8[]) AS units, unnest($8::bool[]) AS has_trouble, unnest($9::text[]) AS locations,
             unnest($10::int8[]) AS timeline, unnest($11::bytea[]) AS fold,
             unnest($12::bool[]) AS is_open) AS u
WHERE o.order_id = u.order_id
