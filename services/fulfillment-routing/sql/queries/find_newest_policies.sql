SELECT version::int8, body, defined_at, defined_by FROM policy ORDER BY version DESC LIMIT 100
