SELECT webhook_id, url, types, subject, note, secret, owner, owner_role, owner_subject, created_at, command_id,
       rotated_by, is_paused, delivered_at, last_error, replay_at, replayed
FROM webhook WHERE NOT is_deleted ORDER BY webhook_id
