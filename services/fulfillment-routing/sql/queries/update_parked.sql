UPDATE parked p SET state = u.state
FROM unnest($1::int8[], $2::int4[]) AS u(id, state)
WHERE p.parked_id = u.id
