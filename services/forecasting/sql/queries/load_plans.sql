SELECT p.plan_id, p.name, p.state, p.parent, p.first_day, p.weeks, p.fence_weeks, p.author, p.created_at,
       p.note, p.built_items, p.ready, p.released_day, p.released_nth, p.stock,
       (SELECT count(*) FROM plan_history h WHERE h.plan_id = p.plan_id)
FROM plan p ORDER BY p.plan_id
