INSERT INTO rma (return_id, order_id, channel, currency, reference, blind, requested_at, line_numbers, skus, reasons,
                 prices, status, expires_at, exchange_order_id, counters, part_locations, part_units)
SELECT unnest($1::int8[]), unnest($2::int8[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::boolean[]), unnest($7::timestamptz[]), unnest($8::text[])::int8[], unnest($9::text[])::text[],
       unnest($10::text[])::int8[], unnest($11::text[])::int8[], unnest($12::int4[]),
       nullif(unnest($13::timestamptz[]), 'epoch'), unnest($14::int8[]), unnest($15::text[])::int8[],
       unnest($16::text[])::text[], unnest($17::text[])::int8[]
ON CONFLICT (return_id) DO UPDATE
SET line_numbers = excluded.line_numbers, skus = excluded.skus, reasons = excluded.reasons, prices = excluded.prices,
    status = excluded.status, expires_at = excluded.expires_at, exchange_order_id = excluded.exchange_order_id,
    counters = excluded.counters, part_locations = excluded.part_locations, part_units = excluded.part_units
