INSERT INTO mix_week (item_id, week, outlet_ids, units, amounts, through)
SELECT item_id, week, outlet_ids::int4[], units::int8[], amounts::int8[], $6::int8
FROM unnest($1::int4[], $2::int4[], $3::text[], $4::text[], $5::text[])
    AS u (item_id, week, outlet_ids, units, amounts)
ON CONFLICT (item_id, week) DO UPDATE
SET outlet_ids = excluded.outlet_ids, units = excluded.units, amounts = excluded.amounts,
    through = excluded.through
