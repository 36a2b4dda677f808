DELETE FROM stock_journal
