-- All balances that they changed are written with this turn.
DELETE FROM stock_change
