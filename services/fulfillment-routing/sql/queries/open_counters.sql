SELECT greatest((SELECT coalesce(max(fulfillment_order_id), 0) FROM fulfillment_order),
                (SELECT coalesce(max(parked_id), 0) FROM parked)) + 1,
       (SELECT coalesce(max(pick_list_id), 0) + 1 FROM pick_list)
