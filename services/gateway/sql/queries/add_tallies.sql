INSERT INTO tally (kind, day, location, channel, value)
SELECT * FROM unnest($1::int4[], $2::int8[], $3::text[], $4::text[], $5::int8[])
ON CONFLICT (kind, day, location, channel) DO UPDATE SET value = tally.value + excluded.value
