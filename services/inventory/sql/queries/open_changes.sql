SELECT change_id, order_id, kind, request, whole, waiting_only, asked,
       country, region, city, postal_code,
       indexes::int8[], asked_units, took_waiting, took_promised
FROM reservation_change
ORDER BY change_id
