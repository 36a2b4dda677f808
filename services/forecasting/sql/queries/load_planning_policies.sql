SELECT sku, class, category, location, service_level, review_days, order_cost_minor, holding_rate, rule,
       hold_back, auto_value_minor, auto_units, auto_cover_days, auto_transfers, transfer_cost_minor,
       transfer_days
FROM planning_policy
