INSERT INTO audit (audit_id, at, actor, role, subject, method, path, message, command_id, status, detail, request_id)
SELECT unnest($1::int8[]), unnest($2::timestamptz[]), unnest($3::text[]), unnest($4::int4[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[]), unnest($10::int4[]),
       unnest($11::text[]), unnest($12::text[])
