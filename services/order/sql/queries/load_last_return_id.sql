SELECT coalesce(max(return_id), 0) FROM rma
