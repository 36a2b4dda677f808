INSERT INTO plan_override (override_id, plan_id, layer, sku, category, channel, region, from_day, to_day,
                           has_units, number, reason, note, author, at, removed, removed_by,
                           removed_note)
SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::text[], $5::text[], $6::text[],
                     $7::text[], $8::int4[], $9::int4[], $10::bool[], $11::float8[], $12::int4[],
                     $13::text[], $14::text[], $15::timestamptz[], $16::bool[], $17::text[],
                     $18::text[])
ON CONFLICT (override_id) DO UPDATE
SET removed = excluded.removed, removed_by = excluded.removed_by,
    removed_note = excluded.removed_note
