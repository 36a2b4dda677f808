UPDATE proposal SET status = 'EXPIRED' WHERE proposal_id = ANY (::int8[])
