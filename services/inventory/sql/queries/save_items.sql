-- The last definition of a SKU in a turn counts.
INSERT INTO item (sku, name, gtin, weight_g, unit_cost_minor, currency, lead_time_days, supplier)
SELECT DISTINCT ON (sku) sku, name, gtin, weight_g, unit_cost_minor, currency, lead_time_days, supplier
FROM unnest($1::text[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::text[], $7::int4[], $8::text[])
    WITH ORDINALITY
    AS i(sku, name, gtin, weight_g, unit_cost_minor, currency, lead_time_days, supplier, n)
ORDER BY sku, n DESC
ON CONFLICT (sku) DO UPDATE SET
    name = excluded.name, gtin = excluded.gtin, weight_g = excluded.weight_g,
    unit_cost_minor = excluded.unit_cost_minor, currency = excluded.currency,
    lead_time_days = excluded.lead_time_days, supplier = excluded.supplier
