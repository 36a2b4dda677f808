-- One row for each that webhooks are still to be told of; one with null for a feed that has none.
SELECT r.source, r.through, u.position FROM rebuilt AS r LEFT JOIN LATERAL unnest(r.untold) AS u (position) ON true
