DELETE FROM plan_gap WHERE plan_id = ANY ($1::int8[])
