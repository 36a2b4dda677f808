SELECT coalesce(max(day), -1)::int8 FROM day_start
