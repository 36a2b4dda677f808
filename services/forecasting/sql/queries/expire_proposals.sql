UPDATE proposal SET status = 'EXPIRED' WHERE proposal_id = ANY ($1::int8[])
