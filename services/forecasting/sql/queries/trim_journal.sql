-- Every row has taken in what came before this entry. The newest one stays, see load_last_entry.
DELETE FROM journal WHERE entry_id < $1::int8
