INSERT INTO journal (entry_id, item_ids, location_ids, days, units,
                     moved_item_ids, moved_location_ids, moved_units)
VALUES ($1::int8, $2::int4[], $3::int4[], $4::int4[], $5::int4[], $6::int4[], $7::int4[], $8::int4[])
