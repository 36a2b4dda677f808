INSERT INTO idempotency_claim (caller, key, fingerprint, command_id, audit_id, claimed_at)
SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::bytea[]), unnest($4::text[]), unnest($5::int8[]),
       unnest($6::timestamptz[])
