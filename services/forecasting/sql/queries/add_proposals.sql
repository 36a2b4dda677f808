INSERT INTO proposal (proposal_id, item_id, quantity, day, lead_time_days, position,
                      reorder_point, order_up_to, reason)
SELECT * FROM unnest($1::int8[], $2::int4[], $3::int8[], $4::int4[], $5::int4[], $6::int8[],
                     $7::int8[], $8::int8[], $9::text[])
