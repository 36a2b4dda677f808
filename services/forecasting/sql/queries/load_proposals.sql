SELECT proposal_id, item_id, quantity, day, lead_time_days, position, reorder_point, order_up_to,
       reason
FROM proposal WHERE status = 'PROPOSED'
