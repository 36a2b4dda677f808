-- Answers to entries that were noted with their claim. That of another request, a repeat, is an entry of its own, with
-- the number that was kept for it ($13).
WITH given AS (
    SELECT * FROM unnest($1::int8[], $2::timestamptz[], $3::text[], $4::int4[], $5::text[], $6::text[], $7::text[],
                         $8::text[], $9::text[], $10::int4[], $11::text[], $12::text[], $13::int8[])
        AS g (audit_id, at, actor, role, subject, method, path, message, command_id, status, detail, request_id, other_id)
), answered AS (
    UPDATE audit a SET status = g.status, detail = g.detail FROM given g
    WHERE a.audit_id = g.audit_id AND a.status = 0 AND a.request_id = g.request_id
    RETURNING g.other_id
)
INSERT INTO audit (audit_id, at, actor, role, subject, method, path, message, command_id, status, detail, request_id)
SELECT other_id, at, actor, role, subject, method, path, message, command_id, status, detail, request_id
FROM given WHERE other_id NOT IN (SELECT other_id FROM answered)
