-- A small step; the next timer takes the next.
DELETE FROM audit
WHERE audit_id IN (SELECT audit_id FROM audit WHERE at < $1::timestamptz ORDER BY at, audit_id LIMIT 1000)
