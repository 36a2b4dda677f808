INSERT INTO mix_journal (entry_id, item_ids, outlet_ids, days, units, amounts)
VALUES ($1::int8, $2::int4[], $3::int4[], $4::int4[], $5::int8[], $6::int8[])
