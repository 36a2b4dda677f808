INSERT INTO parcel (sscc, fulfillment_order_id, parcel, lines, quantities, weight_g, length_mm, width_mm, height_mm, packed_at)
SELECT sscc, id, number::int4, lines::int4[], quantities::int8[], weight, length::int4, width::int4, height::int4, $10::timestamptz
FROM (SELECT unnest($1::text[]) AS sscc, unnest($2::int8[]) AS id, unnest($3::int8[]) AS number, unnest($4::text[]) AS lines,
             unnest($5::text[]) AS quantities, unnest($6::int8[]) AS weight, unnest($7::int8[]) AS length,
             unnest($8::int8[]) AS width, unnest($9::int8[]) AS height) AS p
