INSERT INTO dead_letter (source, position, id, type, key, reason, body)
SELECT * FROM unnest($1::text[], $2::int8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
ON CONFLICT (source, position) DO UPDATE SET reason = excluded.reason, parked_at = now()
