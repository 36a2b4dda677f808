-- A row may be there several times: the last one counts.
INSERT INTO taken (fulfillment_order_id, line, sku, lot, quantity)
SELECT DISTINCT ON (id, line, sku, lot) id, line::int4, sku, lot, quantity
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::int8[]) AS line, unnest($3::text[]) AS sku, unnest($4::text[]) AS lot,
             unnest($5::int8[]) AS quantity, generate_series(1, cardinality($1::int8[])) AS nth) AS t
ORDER BY id, line, sku, lot, nth DESC
ON CONFLICT (fulfillment_order_id, line, sku, lot) DO UPDATE SET quantity = excluded.quantity
