-- Newest first, before the place of the cursor. Texts '' are not asked for; find_audit_of_... take those that are.
SELECT audit_id, at, actor, role, subject, method, path, message, command_id, status, detail, request_id
FROM audit
WHERE at >= $1::timestamptz AND at < $2::timestamptz AND (at, audit_id) < ($3::timestamptz, $4::int8)
  AND ($6::text = '' OR actor = $6::text) AND ($7::text = '' OR subject = $7::text)
ORDER BY at DESC, audit_id DESC LIMIT $5::int8
