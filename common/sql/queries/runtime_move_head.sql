-- Last in every turn, so that the row is locked shortest. Fences: only the leader of this epoch may write.
WITH moved AS (
    UPDATE feed SET head = head + $3::int8, turn = turn + 1
    WHERE epoch = $1::int8 AND turn = $2::int8
    RETURNING 1)
SELECT must(count(*) = 1, 'another process leads') FROM moved
