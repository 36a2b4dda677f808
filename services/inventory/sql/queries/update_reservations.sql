UPDATE reservation AS r SET
    state = u.state, round = u.round, promised = u.promised::int8[],
    backordered = u.backordered::int8[], shipped = u.shipped::int8[],
    cancelled = u.cancelled::int8[]
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::int4[]) AS state,
             unnest($3::int4[]) AS round, unnest($4::text[]) AS promised,
             unnest($5::text[]) AS backordered, unnest($6::text[]) AS shipped,
             unnest($7::text[]) AS cancelled) AS u
WHERE r.order_id = u.order_id
