SELECT promotion_id, item_id, sold, expected FROM learnt_lift ORDER BY promotion_id, item_id
