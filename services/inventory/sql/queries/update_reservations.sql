UPDATE reservation AS r SET
    state = u.state, round = u.round, promised = u.promised::int8[],
    backordered = u.backordered::int8[], shipped = u.shipped::int8[],
    cancelled = u.cancelled::int8[]
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS u(order_id, state, round, promised, backordered, shipped, cancelled)
WHERE r.order_id = u.order_id
