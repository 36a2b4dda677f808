-- The lock decides who tries; epoch and cursors decide who can write.
SELECT pg_try_advisory_lock(7346, hashtext(current_schema()))
