SELECT order_id, decision_id, body, channel FROM decision WHERE order_id = ANY ($1::int8[]) ORDER BY order_id, decision_id
