SELECT item_id, category, supplier, currency, unit_cost_minor FROM item_facts
