-- The last of several of one scope in a turn counts.
INSERT INTO goal (channel, region, from_day, to_day, units, revenue_minor, currency, note, author, set_at)
SELECT DISTINCT ON (channel, region, from_day, to_day, currency)
       channel, region, from_day, to_day, units, revenue_minor, currency, note, author, set_at
FROM unnest($1::text[], $2::text[], $3::int4[], $4::int4[], $5::float8[], $6::int8[], $7::text[],
            $8::text[], $9::text[], $10::timestamptz[]) WITH ORDINALITY
    AS u (channel, region, from_day, to_day, units, revenue_minor, currency, note, author, set_at, nth)
ORDER BY channel, region, from_day, to_day, currency, nth DESC
ON CONFLICT (channel, region, from_day, to_day, currency) DO UPDATE
SET units = excluded.units, revenue_minor = excluded.revenue_minor, note = excluded.note,
    author = excluded.author, set_at = excluded.set_at
