SELECT pick_list_id, status, released_at, coalesce(cut_off_at, 'epoch'::timestamptz), picker,
       coalesce(lease_until, 'epoch'::timestamptz)
FROM pick_list WHERE pick_list_id = ANY ($1::int8[])
