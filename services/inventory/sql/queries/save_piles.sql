INSERT INTO pile (pile_id, location, sku, state, lot, quantity)
SELECT unnest($1::int8[]), unnest($2::text[]), unnest($3::text[]), unnest($4::int4[]),
       unnest($5::text[]), unnest($6::int8[])
ON CONFLICT (pile_id) DO UPDATE SET quantity = excluded.quantity
