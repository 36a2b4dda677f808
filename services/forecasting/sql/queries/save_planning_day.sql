INSERT INTO planning_clock (id, planning_day) VALUES (1, $1::int8)
ON CONFLICT (id) DO UPDATE SET planning_day = excluded.planning_day
