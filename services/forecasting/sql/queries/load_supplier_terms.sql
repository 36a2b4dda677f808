SELECT sku, supplier, lead_time_days, lead_time_sd_days, minimum_units, pack_units, unit_cost_minor,
       currency, break_units, break_costs
FROM supplier_terms
