SELECT coalesce(greatest(
    (SELECT max(day) FROM demand_day WHERE units > 0),
    (SELECT max(u.day) FROM journal j, unnest(j.location_ids, j.days) AS u (location_id, day)
     WHERE u.location_id = 0)), -1)::int4
