-- The last of several changes of one item in a turn counts.
UPDATE item SET lead_time_days = last.lead_time_days
FROM (SELECT DISTINCT ON (item_id) item_id, lead_time_days
      FROM unnest($1::int4[], $2::int4[]) WITH ORDINALITY AS u (item_id, lead_time_days, at)
      ORDER BY item_id, at DESC) AS last
WHERE item.item_id = last.item_id
