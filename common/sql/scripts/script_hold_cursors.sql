-- No turn moves them until this transaction has ended.
LOCK TABLE cursor IN SHARE ROW EXCLUSIVE MODE
