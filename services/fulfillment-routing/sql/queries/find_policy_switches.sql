SELECT switched_at, active::int8, shadow::int8, switched_by, note
FROM policy_switch ORDER BY switch_no DESC LIMIT 100
