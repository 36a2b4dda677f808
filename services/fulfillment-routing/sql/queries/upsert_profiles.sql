INSERT INTO profile (location, body, changed_by, changed_at)
SELECT DISTINCT ON (location) location, body, changed_by, $4::timestamptz
FROM unnest($1::text[], $2::bytea[], $3::text[]) WITH ORDINALITY AS p(location, body, changed_by, nth)
ORDER BY location, nth DESC
ON CONFLICT (location) DO UPDATE
SET body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at
