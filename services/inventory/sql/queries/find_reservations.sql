SELECT order_id, channel FROM reservation WHERE order_id = ANY ($1::int8[])
