-- A small step; the next timer takes the next.
DELETE FROM idempotency_claim
WHERE (caller, key) IN (SELECT caller, key FROM idempotency_claim
                        WHERE claimed_at < $1::timestamptz ORDER BY claimed_at LIMIT 1000)
