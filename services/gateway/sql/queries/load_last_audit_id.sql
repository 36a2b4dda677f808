SELECT coalesce(max(audit_id), 0) FROM audit
