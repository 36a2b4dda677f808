SELECT coalesce(max(proposal_id), 0) FROM proposal
