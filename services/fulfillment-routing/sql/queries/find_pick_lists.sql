SELECT pick_list_id, location, status, fulfillment_orders
FROM pick_list WHERE pick_list_id = ANY ($1::int8[])
