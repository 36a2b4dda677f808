INSERT INTO item_view (sku, weight_g, unit_cost_minor, currency, gtin, hazmat, oversize, no_export, substitutes)
SELECT DISTINCT ON (sku) sku, weight_g, unit_cost_minor, currency, gtin, hazmat, oversize, no_export, substitutes::text[]
FROM unnest($1::text[], $2::int8[], $3::int8[], $4::text[], $5::text[], $6::bool[], $7::bool[], $8::bool[], $9::text[])
     WITH ORDINALITY AS i(sku, weight_g, unit_cost_minor, currency, gtin, hazmat, oversize, no_export, substitutes, nth)
ORDER BY sku, nth DESC
ON CONFLICT (sku) DO UPDATE
SET weight_g = excluded.weight_g, unit_cost_minor = excluded.unit_cost_minor, currency = excluded.currency,
    gtin = excluded.gtin, hazmat = excluded.hazmat, oversize = excluded.oversize, no_export = excluded.no_export,
    substitutes = excluded.substitutes
