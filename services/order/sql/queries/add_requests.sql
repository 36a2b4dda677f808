INSERT INTO order_request (order_id, request, kind, reason, asked_at, line_numbers, quantities,
                           country, region, city, postal_code, name, street, phone, email, outcome)
SELECT unnest($1::int8[]), unnest($2::int4[]), unnest($3::int4[]), unnest($4::text[]), unnest($5::timestamptz[]),
       unnest($6::text[])::int8[], unnest($7::text[])::int8[], unnest($8::text[]), unnest($9::text[]),
       unnest($10::text[]), unnest($11::text[]), unnest($12::text[]), unnest($13::text[]), unnest($14::text[]),
       unnest($15::text[]), 0
