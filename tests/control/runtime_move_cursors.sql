-- Control: without compare-and-set.
WITH moved AS (
    UPDATE cursor c SET position = n.position, last_id = n.last_id, log_id = n.log_id
    FROM unnest($1::text[], $2::int8[], $3::int8[], $4::text[], $5::text[])
        AS n (source, was, position, last_id, log_id)
    WHERE c.source = n.source
    RETURNING 1)
SELECT must(true, count(*)::text) FROM moved
