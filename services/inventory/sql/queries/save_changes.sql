INSERT INTO reservation_change (change_id, order_id, kind, request, whole, waiting_only, asked,
                                country, region, city, postal_code, indexes, asked_units,
                                took_waiting, took_promised)
SELECT unnest($1::int8[]), unnest($2::int8[]), unnest($3::int4[]), unnest($4::int4[]),
       unnest($5::bool[]), unnest($6::bool[]), unnest($7::bool[]), unnest($8::text[]),
       unnest($9::text[]), unnest($10::text[]), unnest($11::text[]), unnest($12::text[])::int4[],
       unnest($13::text[])::int8[], unnest($14::text[])::int8[], unnest($15::text[])::int8[]
ON CONFLICT (change_id) DO UPDATE SET
    asked = excluded.asked, asked_units = excluded.asked_units,
    took_waiting = excluded.took_waiting, took_promised = excluded.took_promised
