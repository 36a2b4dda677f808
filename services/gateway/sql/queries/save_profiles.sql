INSERT INTO location (code, capacity_orders, capacity_units, cut_off_minute)
SELECT DISTINCT ON (u.code) u.code, u.capacity_orders, u.capacity_units, u.cut_off_minute
FROM unnest($1::text[], $2::int8[], $3::int8[], $4::int4[])
     WITH ORDINALITY AS u (code, capacity_orders, capacity_units, cut_off_minute, at)
ORDER BY u.code, u.at DESC
ON CONFLICT (code) DO UPDATE SET
    capacity_orders = excluded.capacity_orders, capacity_units = excluded.capacity_units,
    cut_off_minute = excluded.cut_off_minute
