DELETE FROM reservation_change WHERE change_id = ANY ($1::int8[])
