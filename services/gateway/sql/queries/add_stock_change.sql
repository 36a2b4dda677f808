INSERT INTO stock_change (change_id, balance_ids, sums, values) VALUES ($1::int8, $2::int8[], $3::int4[], $4::int8[])
