-- ASNs with one of these packages.
SELECT number FROM document WHERE kind = 2 AND ssccs && $1::text[]
