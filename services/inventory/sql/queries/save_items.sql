-- The last definition of a SKU in a turn counts.
INSERT INTO item (sku, name, gtin, weight_g, unit_cost_minor, currency, lead_time_days, supplier, unit,
                  pack_names, pack_units, pack_gtins, lot_tracked, shelf_life_days_min, backorder,
                  backorder_cap, preorder_cap, available_from_us, low_stock, recovered_stock,
                  hazmat, oversize, no_export, substitutes, category)
SELECT DISTINCT ON (sku) sku, name, gtin, weight_g, unit_cost_minor, currency, lead_time_days, supplier,
       unit, pack_names::text[], pack_units::int8[], pack_gtins::text[], lot_tracked,
       shelf_life_days_min, backorder, backorder_cap, preorder_cap, available_from_us, low_stock,
       recovered_stock, hazmat, oversize, no_export, substitutes::text[], category
FROM unnest($1::text[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::text[], $7::int4[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bool[], $14::int4[],
            $15::int4[], $16::int8[], $17::int8[], $18::int8[], $19::int8[], $20::int8[],
            $21::bool[], $22::bool[], $23::bool[], $24::text[], $25::text[])
    WITH ORDINALITY
    AS i(sku, name, gtin, weight_g, unit_cost_minor, currency, lead_time_days, supplier, unit,
         pack_names, pack_units, pack_gtins, lot_tracked, shelf_life_days_min, backorder,
         backorder_cap, preorder_cap, available_from_us, low_stock, recovered_stock, hazmat, oversize, no_export,
         substitutes, category, n)
ORDER BY sku, n DESC
ON CONFLICT (sku) DO UPDATE SET
    name = excluded.name, gtin = excluded.gtin, weight_g = excluded.weight_g,
    unit_cost_minor = excluded.unit_cost_minor, currency = excluded.currency,
    lead_time_days = excluded.lead_time_days, supplier = excluded.supplier, unit = excluded.unit,
    pack_names = excluded.pack_names, pack_units = excluded.pack_units,
    pack_gtins = excluded.pack_gtins, lot_tracked = excluded.lot_tracked,
    shelf_life_days_min = excluded.shelf_life_days_min, backorder = excluded.backorder,
    backorder_cap = excluded.backorder_cap, preorder_cap = excluded.preorder_cap,
    available_from_us = excluded.available_from_us, low_stock = excluded.low_stock,
    recovered_stock = excluded.recovered_stock, hazmat = excluded.hazmat,
    oversize = excluded.oversize, no_export = excluded.no_export, substitutes = excluded.substitutes,
    category = excluded.category
