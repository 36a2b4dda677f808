INSERT INTO lead_time (item_id, supplier, weight, days, squares)
SELECT DISTINCT ON (item_id, supplier) item_id, supplier, weight, days, squares
FROM unnest($1::int4[], $2::text[], $3::float8[], $4::float8[], $5::float8[]) WITH ORDINALITY
    AS u (item_id, supplier, weight, days, squares, n)
ORDER BY item_id, supplier, n DESC
ON CONFLICT (item_id, supplier) DO UPDATE
SET weight = excluded.weight, days = excluded.days, squares = excluded.squares
