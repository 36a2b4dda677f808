SELECT source, position, id, type, key, reason, parked_at
FROM dead_letter ORDER BY parked_at, source, position LIMIT $1::int8
