INSERT INTO person (name, role, subject, is_disabled, password_hash, changed_at, changed_by)
SELECT unnest($1::text[]), unnest($2::int4[]), unnest($3::text[]), unnest($4::boolean[]), unnest($5::text[]),
       unnest($6::timestamptz[]), unnest($7::text[])
ON CONFLICT (name) DO UPDATE
SET role = excluded.role, subject = excluded.subject, is_disabled = excluded.is_disabled,
    password_hash = excluded.password_hash, changed_at = excluded.changed_at, changed_by = excluded.changed_by
