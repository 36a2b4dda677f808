SELECT delivery_id, webhook_id, attempts, state FROM delivery WHERE delivery_id = ANY ($1::int8[])
