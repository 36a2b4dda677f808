INSERT INTO shipment_exception (fulfillment_order_id, told_at, kind, sscc, note)
SELECT id, $5::timestamptz, kind::int2, sscc, note
FROM (SELECT unnest($1::int8[]) AS id, unnest($2::int8[]) AS kind, unnest($3::text[]) AS sscc, unnest($4::text[]) AS note) AS e
