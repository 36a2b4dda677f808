-- Several things may have happened to a count in one turn: the last status counts, units add up.
INSERT INTO stock_count (count_id, location, status, lines, variance, changed_at)
SELECT u.count_id, max(u.location), coalesce((array_agg(u.status ORDER BY u.at DESC) FILTER (WHERE u.status <> ''))[1], ''),
       sum(u.lines)::int8, sum(u.variance)::int8, max(u.changed_at)
FROM unnest($1::int8[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[])
     WITH ORDINALITY AS u (count_id, location, status, lines, variance, changed_at, at)
GROUP BY u.count_id
ON CONFLICT (count_id) DO UPDATE SET
    status = coalesce(nullif(excluded.status, ''), stock_count.status), lines = stock_count.lines + excluded.lines,
    variance = stock_count.variance + excluded.variance, changed_at = excluded.changed_at
