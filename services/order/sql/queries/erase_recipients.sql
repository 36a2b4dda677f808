DELETE FROM recipient WHERE order_id = ANY ($1::int8[])
