DELETE FROM demand_journal
