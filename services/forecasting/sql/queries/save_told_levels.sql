INSERT INTO told_levels (item_id, location_id, safety_stock, reorder_point, order_up_to, held_back)
SELECT DISTINCT ON (item_id, location_id) item_id, location_id, safety_stock, reorder_point, order_up_to,
       held_back
FROM unnest($1::int4[], $2::int4[], $3::int8[], $4::int8[], $5::int8[], $6::int8[]) WITH ORDINALITY
    AS u (item_id, location_id, safety_stock, reorder_point, order_up_to, held_back, n)
ORDER BY item_id, location_id, n DESC
ON CONFLICT (item_id, location_id) DO UPDATE
SET safety_stock = excluded.safety_stock, reorder_point = excluded.reorder_point,
    order_up_to = excluded.order_up_to, held_back = excluded.held_back
