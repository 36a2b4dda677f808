SELECT return_id, order_id, channel, currency, reference, blind, requested_at, line_numbers, skus, reasons, prices,
       status, expires_at, exchange_order_id, counters, part_locations, part_units
FROM rma
WHERE return_id = ANY ($1::int8[]) OR order_id = ANY ($2::int8[])
ORDER BY return_id
