SELECT coalesce(max(row_id), 0)::int8 FROM timeline
