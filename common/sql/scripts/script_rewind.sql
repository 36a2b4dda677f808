-- The feeds are heard again, letters that were set aside among the rest; a leader that still has the rows of before in
-- its memory commits nothing any more.
DELETE FROM dead_letter WHERE source IN (SELECT source FROM cursor);
UPDATE cursor SET position = 0, last_id = '';
UPDATE feed SET epoch = epoch + 1
