SELECT version::int8, body, defined_at, defined_by FROM policy WHERE version = ANY ($1::int4[])
