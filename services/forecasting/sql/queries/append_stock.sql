INSERT INTO stock_journal (item_ids, units) VALUES ($1::int4[], $2::int8[])
