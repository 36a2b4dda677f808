-- Control: without a fence.
WITH moved AS (
    UPDATE feed SET head = head + $3::int8, turn = turn + 1
    WHERE $1::int8 IS NOT NULL AND $2::int8 IS NOT NULL
    RETURNING 1)
SELECT must(true, count(*)::text) FROM moved
