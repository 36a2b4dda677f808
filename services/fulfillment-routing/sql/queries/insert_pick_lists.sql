INSERT INTO pick_list (pick_list_id, location, fulfillment_orders, released_at, status)
SELECT id, location, fulfillment_orders::int8[], $4::timestamptz, 1
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::text[]) AS location, unnest($3::text[]) AS fulfillment_orders) AS p
