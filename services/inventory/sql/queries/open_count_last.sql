SELECT coalesce(max(count_id), 0)::int8 FROM stock_count
