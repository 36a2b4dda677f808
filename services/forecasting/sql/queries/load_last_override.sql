SELECT coalesce(max(override_id), 0) FROM plan_override
