INSERT INTO known_channel (code, cancel_unfilled_days)
SELECT unnest($1::text[]), unnest($2::int4[])
ON CONFLICT (code) DO UPDATE SET cancel_unfilled_days = excluded.cancel_unfilled_days
