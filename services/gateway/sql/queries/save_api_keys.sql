INSERT INTO api_key (key_id, name, role, subject, secret_hash, hint, requests_per_minute, created_at, created_by,
                     command_id, expires_at, revoked_at, revoke_reason)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::int4[]), unnest($4::text[]), unnest($5::bytea[]),
       unnest($6::text[]), unnest($7::int4[]), unnest($8::timestamptz[]), unnest($9::text[]), unnest($10::text[]),
       nullif(unnest($11::timestamptz[]), 'epoch'), nullif(unnest($12::timestamptz[]), 'epoch'), unnest($13::text[])
ON CONFLICT (key_id) DO UPDATE SET revoked_at = excluded.revoked_at, revoke_reason = excluded.revoke_reason
