INSERT INTO pick_list (pick_list_id, location, fulfillment_orders, released_at, status, cut_off_at)
SELECT id, location, fulfillment_orders::int8[], $5::timestamptz, 1, nullif(cut_off_at, 'epoch'::timestamptz)
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::text[]) AS location, unnest($3::text[]) AS fulfillment_orders,
             unnest($4::timestamptz[]) AS cut_off_at) AS p
