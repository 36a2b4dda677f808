SELECT name, role, subject, is_disabled, password_hash, changed_at, changed_by FROM person
