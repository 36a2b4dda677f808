INSERT INTO webhook (webhook_id, url, types, subject, note, secret, owner, owner_role, owner_subject, created_at,
                     command_id, rotated_by, is_paused, is_deleted, delivered_at, last_error, replay_at, replayed)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::text[])::text[], unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::int4[]), unnest($9::text[]), unnest($10::timestamptz[]),
       unnest($11::text[]), unnest($12::text[]), unnest($13::boolean[]), unnest($14::boolean[]),
       nullif(unnest($15::timestamptz[]), 'epoch'), unnest($16::text[]), nullif(unnest($17::timestamptz[]), 'epoch'),
       unnest($18::text[])::int8[]
ON CONFLICT (webhook_id) DO UPDATE
SET secret = excluded.secret, rotated_by = excluded.rotated_by, is_paused = excluded.is_paused,
    is_deleted = excluded.is_deleted, delivered_at = excluded.delivered_at, last_error = excluded.last_error,
    replay_at = excluded.replay_at, replayed = excluded.replayed
