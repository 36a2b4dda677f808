-- A decision is kept with all it was made of, so that it can be decided again.

-- body: crossdock.routing.v1.DecisionRecord, which holds these two as well. Rows from before hold a Decision: their first
-- byte is 8, that of a record never is.
ALTER TABLE decision
    DROP COLUMN rule,
    DROP COLUMN geocoded_by;
