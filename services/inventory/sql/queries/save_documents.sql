INSERT INTO document (kind, number, state, partner, purchase_order, location, origin, currency, reason,
                      discrepancy, due_at, created_at, content, lines, skus, ssccs, lots, expires_on,
                      states, due_us, unit_costs, expected, announced, shipped, received, damaged,
                      surplus, missing)
SELECT unnest($1::int4[]), unnest($2::text[]), unnest($3::int4[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[]), unnest($10::int4[]),
       unnest($11::timestamptz[]), unnest($12::timestamptz[]), unnest($13::int8[]),
       unnest($14::text[])::int4[], unnest($15::text[])::text[], unnest($16::text[])::text[],
       unnest($17::text[])::text[], unnest($18::text[])::int4[], unnest($19::text[])::int4[],
       unnest($20::text[])::int8[], unnest($21::text[])::int8[], unnest($22::text[])::int8[],
       unnest($23::text[])::int8[], unnest($24::text[])::int8[], unnest($25::text[])::int8[],
       unnest($26::text[])::int8[], unnest($27::text[])::int8[], unnest($28::text[])::int8[]
ON CONFLICT (kind, number) DO UPDATE SET
    state = excluded.state, reason = excluded.reason, discrepancy = excluded.discrepancy,
    lines = excluded.lines, skus = excluded.skus, ssccs = excluded.ssccs, lots = excluded.lots,
    expires_on = excluded.expires_on, states = excluded.states, due_us = excluded.due_us,
    unit_costs = excluded.unit_costs, expected = excluded.expected, announced = excluded.announced,
    shipped = excluded.shipped, received = excluded.received, damaged = excluded.damaged,
    surplus = excluded.surplus, missing = excluded.missing
