INSERT INTO regret (day, realized, bound)
SELECT DISTINCT ON (u.day) u.day, u.realized, u.bound
FROM unnest($1::int4[], $2::float8[], $3::float8[]) WITH ORDINALITY AS u (day, realized, bound, at)
ORDER BY u.day, u.at DESC
ON CONFLICT (day) DO UPDATE SET realized = excluded.realized, bound = excluded.bound
