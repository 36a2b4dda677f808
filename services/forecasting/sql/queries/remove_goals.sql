-- A goal of nothing is none.
DELETE FROM goal WHERE units = 0 AND revenue_minor = 0
