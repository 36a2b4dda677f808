INSERT INTO policy (version, body, defined_by, defined_at)
SELECT version, body, defined_by, $4::timestamptz
FROM unnest($1::int4[], $2::bytea[], $3::text[]) AS p(version, body, defined_by)
