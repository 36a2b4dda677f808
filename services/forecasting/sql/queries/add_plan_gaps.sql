INSERT INTO plan_gap (plan_id, place, week, demand, supply, cause, proposal)
SELECT * FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::float8[], $5::float8[], $6::int4[],
                     $7::text[])
