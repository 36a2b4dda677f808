SELECT place, week, demand, supply, cause, proposal
FROM plan_gap WHERE plan_id = $1::int8 ORDER BY demand - supply DESC, place, week
