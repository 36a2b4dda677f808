-- A list may be there several times: the last one counts.
UPDATE pick_list p
SET picker = u.picker, lease_until = nullif(u.lease_until, 'epoch'::timestamptz)
FROM (SELECT DISTINCT ON (id) *
      FROM (SELECT unnest($1::int8[]) AS id, unnest($2::text[]) AS picker, unnest($3::timestamptz[]) AS lease_until,
                   generate_series(1, cardinality($1::int8[])) AS nth) AS w
      ORDER BY id, nth DESC) AS u
WHERE p.pick_list_id = u.id
