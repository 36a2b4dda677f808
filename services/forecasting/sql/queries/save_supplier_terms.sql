INSERT INTO supplier_terms (sku, supplier, lead_time_days, lead_time_sd_days, minimum_units, pack_units,
                            unit_cost_minor, currency, break_units, break_costs)
SELECT DISTINCT ON (sku) sku, supplier, lead_time_days, lead_time_sd_days, minimum_units, pack_units,
       unit_cost_minor, currency, break_units::int8[], break_costs::int8[]
FROM unnest($1::text[], $2::text[], $3::int4[], $4::float8[], $5::int8[], $6::int8[], $7::int8[],
            $8::text[], $9::text[], $10::text[]) WITH ORDINALITY
    AS u (sku, supplier, lead_time_days, lead_time_sd_days, minimum_units, pack_units,
          unit_cost_minor, currency, break_units, break_costs, n)
ORDER BY sku, n DESC
ON CONFLICT (sku) DO UPDATE
SET supplier = excluded.supplier, lead_time_days = excluded.lead_time_days,
    lead_time_sd_days = excluded.lead_time_sd_days, minimum_units = excluded.minimum_units,
    pack_units = excluded.pack_units, unit_cost_minor = excluded.unit_cost_minor,
    currency = excluded.currency, break_units = excluded.break_units,
    break_costs = excluded.break_costs
