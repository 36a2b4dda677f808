SELECT audit_id, at, actor, role, subject, method, path, message, command_id, status, detail, request_id
FROM audit
WHERE at >= $1::timestamptz AND at < $2::timestamptz AND (at, audit_id) < ($3::timestamptz, $4::int8)
  AND ($6::text = '' OR actor = $6::text) AND subject = $7::text AND subject <> ''
ORDER BY at DESC, audit_id DESC LIMIT $5::int8
