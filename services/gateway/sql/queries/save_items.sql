INSERT INTO item (sku, name, category, gtin, supplier, unit_cost_minor, currency, lead_time_days)
SELECT DISTINCT ON (u.sku) u.sku, u.name, u.category, u.gtin, u.supplier, u.unit_cost_minor, u.currency, u.lead_time_days
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::text[], $8::int4[])
     WITH ORDINALITY AS u (sku, name, category, gtin, supplier, unit_cost_minor, currency, lead_time_days, at)
ORDER BY u.sku, u.at DESC
ON CONFLICT (sku) DO UPDATE SET
    name = excluded.name, category = excluded.category, gtin = excluded.gtin, supplier = excluded.supplier,
    unit_cost_minor = excluded.unit_cost_minor, currency = excluded.currency, lead_time_days = excluded.lead_time_days
