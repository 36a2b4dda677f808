-- The last of several fits of a series in a turn counts.
INSERT INTO outlook (item_id, location_id, fitted_day, method, reason, numbers)
SELECT DISTINCT ON (item_id, location_id) item_id, location_id, fitted_day, method, reason, numbers
FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::text[], $5::text[], $6::bytea[]) WITH ORDINALITY
    AS u (item_id, location_id, fitted_day, method, reason, numbers, nth)
ORDER BY item_id, location_id, nth DESC
ON CONFLICT (item_id, location_id) DO UPDATE
SET fitted_day = excluded.fitted_day, method = excluded.method, reason = excluded.reason,
    numbers = excluded.numbers
