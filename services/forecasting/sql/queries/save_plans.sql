-- What is superseded makes way before the next is in force.
INSERT INTO plan (plan_id, name, state, parent, first_day, weeks, fence_weeks, author, created_at, note,
                  built_items, ready, released_day, released_nth, stock)
SELECT plan_id, name, state, parent, first_day, weeks, fence_weeks, author, created_at, note,
       built_items, ready, released_day, released_nth, stock::float8[]
FROM unnest($1::int8[], $2::text[], $3::int4[], $4::text[], $5::int4[], $6::int4[], $7::int4[],
            $8::text[], $9::timestamptz[], $10::text[], $11::int4[], $12::bool[], $13::int4[],
            $14::int4[], $15::text[])
    AS u (plan_id, name, state, parent, first_day, weeks, fence_weeks, author, created_at, note,
          built_items, ready, released_day, released_nth, stock)
ORDER BY state = 4, plan_id
ON CONFLICT (plan_id) DO UPDATE
SET state = excluded.state, built_items = excluded.built_items, ready = excluded.ready,
    released_day = excluded.released_day, released_nth = excluded.released_nth,
    stock = excluded.stock
