INSERT INTO policy_switch (switch_no, active, shadow, switched_by, note, switched_at)
SELECT switch_no, active, shadow, switched_by, note, $6::timestamptz
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::text[], $5::text[])
     AS s(switch_no, active, shadow, switched_by, note)
