UPDATE fulfillment_order SET status = 9, changed_at = $2::timestamptz
WHERE fulfillment_order_id = ANY ($1::int8[]) AND status = 6
