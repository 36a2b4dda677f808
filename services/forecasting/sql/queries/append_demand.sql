INSERT INTO demand_journal (item_ids, location_ids, days, units)
VALUES ($1::int4[], $2::int4[], $3::int4[], $4::int8[])
