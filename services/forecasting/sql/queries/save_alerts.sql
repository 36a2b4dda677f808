-- The last state of an alert in a turn counts.
INSERT INTO alert (alert_id, kind, item_id, location_id, day, value, raised_at, ended_at, stock_out_day,
                   evidence, ended_day, acknowledged_by, note)
SELECT DISTINCT ON (alert_id) alert_id, kind, item_id, location_id, day, value, raised_at, ended_at,
       stock_out_day, evidence, nullif(ended_day, 0), acknowledged_by, note
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::int4[], $5::int4[], $6::float8[], $7::float8[],
            $8::float8[], $9::int4[], $10::text[], $11::int4[], $12::text[], $13::text[])
     WITH ORDINALITY AS a (alert_id, kind, item_id, location_id, day, value, raised_at, ended_at,
                           stock_out_day, evidence, ended_day, acknowledged_by, note, nth)
ORDER BY alert_id, nth DESC
ON CONFLICT (alert_id) DO UPDATE
SET ended_day = excluded.ended_day, acknowledged_by = excluded.acknowledged_by, note = excluded.note
