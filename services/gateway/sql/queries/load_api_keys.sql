SELECT key_id, name, role, subject, secret_hash, hint, requests_per_minute, created_at, created_by, command_id,
       expires_at, revoked_at, revoke_reason
FROM api_key ORDER BY key_id
