SELECT coalesce(max(entry_id), 0)::int8 FROM journal
