DELETE FROM session WHERE token_hash = ANY ($1::bytea[])
