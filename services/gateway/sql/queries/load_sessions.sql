SELECT token_hash, person, expires_at FROM session
