-- The last of several changes of one item in a turn counts.
INSERT INTO item_facts (item_id, category, supplier, currency, unit_cost_minor)
SELECT DISTINCT ON (item_id) item_id, category, supplier, currency, unit_cost_minor
FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[], $5::int8[]) WITH ORDINALITY
    AS u (item_id, category, supplier, currency, unit_cost_minor, n)
ORDER BY item_id, n DESC
ON CONFLICT (item_id) DO UPDATE
SET category = excluded.category, supplier = excluded.supplier, currency = excluded.currency,
    unit_cost_minor = excluded.unit_cost_minor
