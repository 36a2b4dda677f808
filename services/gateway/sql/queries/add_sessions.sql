INSERT INTO session (token_hash, person, expires_at)
SELECT unnest($1::bytea[]), unnest($2::text[]), unnest($3::timestamptz[])
