SELECT coalesce(max(planning_day), -1)::int4 FROM planning_clock
