-- Every row has taken in what came before this entry.
DELETE FROM mix_journal WHERE entry_id < $1::int8
