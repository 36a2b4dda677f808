-- The last state of a proposal in a turn counts. Those that end are written before others take their place:
-- rows are updated in the order of their ids.
INSERT INTO proposal (proposal_id, item_id, location_id, from_id, kind, state, quantity, approved,
                      received, position, reorder_point, order_up_to, safety_stock, wanted,
                      unit_cost_minor, day, lead_time_days, stock_out_day, due_day, snoozed_until,
                      supplier, currency, decided_by, class, reason, decision_reason)
SELECT DISTINCT ON (proposal_id) proposal_id, item_id, location_id, from_id, kind, state, quantity,
       approved, received, position, reorder_point, order_up_to, safety_stock, wanted,
       unit_cost_minor, day, lead_time_days, stock_out_day, due_day, snoozed_until, supplier,
       currency, decided_by, class, reason, decision_reason
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::int4[], $5::int4[], $6::int4[], $7::int8[],
            $8::int8[], $9::int8[], $10::int8[], $11::int8[], $12::int8[], $13::int8[], $14::int8[],
            $15::int8[], $16::int4[], $17::int4[], $18::int4[], $19::int4[], $20::int4[],
            $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[])
    WITH ORDINALITY
    AS u (proposal_id, item_id, location_id, from_id, kind, state, quantity, approved, received,
          position, reorder_point, order_up_to, safety_stock, wanted, unit_cost_minor, day,
          lead_time_days, stock_out_day, due_day, snoozed_until, supplier, currency, decided_by,
          class, reason, decision_reason, n)
ORDER BY proposal_id, n DESC
ON CONFLICT (proposal_id) DO UPDATE
SET state = excluded.state, quantity = excluded.quantity, approved = excluded.approved,
    received = excluded.received, position = excluded.position,
    reorder_point = excluded.reorder_point, order_up_to = excluded.order_up_to,
    safety_stock = excluded.safety_stock, wanted = excluded.wanted,
    unit_cost_minor = excluded.unit_cost_minor, day = excluded.day,
    lead_time_days = excluded.lead_time_days, stock_out_day = excluded.stock_out_day,
    due_day = excluded.due_day, snoozed_until = excluded.snoozed_until,
    supplier = excluded.supplier, currency = excluded.currency, decided_by = excluded.decided_by,
    class = excluded.class, reason = excluded.reason, decision_reason = excluded.decision_reason
