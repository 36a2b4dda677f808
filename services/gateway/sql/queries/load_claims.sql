-- Those of the claims asked for that were made before.
SELECT c.caller, c.key, c.fingerprint, c.command_id, c.audit_id
FROM unnest($1::text[], $2::text[]) AS asked (caller, key)
JOIN idempotency_claim c ON c.caller = asked.caller AND c.key = asked.key
