-- Every row has taken in what came before this entry.
DELETE FROM journal WHERE entry_id < $1::int8
