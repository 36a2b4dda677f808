SELECT coalesce(max(change_id), 0)::int8 FROM stock_change
