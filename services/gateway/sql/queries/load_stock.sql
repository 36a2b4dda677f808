SELECT balance_id, on_hand, unavailable, promised, allocated FROM stock
