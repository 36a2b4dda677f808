INSERT INTO pick_list (pick_list_id, location, fulfillment_orders, released_at, status)
SELECT id, location, fulfillment_orders::int8[], $4::timestamptz, 1
FROM unnest($1::int8[], $2::text[], $3::text[]) AS p(id, location, fulfillment_orders)
