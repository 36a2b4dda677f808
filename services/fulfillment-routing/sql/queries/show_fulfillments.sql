-- $1: these; $2: those of these orders. A decision's id is that of its first fulfillment order, the others follow.
WITH asked AS (
    SELECT unnest($1::int8[]) AS id
    UNION
    SELECT f.fulfillment_order_id
    FROM decision d JOIN fulfillment_order f
      ON f.fulfillment_order_id >= d.decision_id AND f.fulfillment_order_id < d.decision_id + 512
     AND f.order_id = d.order_id
    WHERE d.order_id = ANY ($2::int8[])
)
SELECT f.fulfillment_order_id, f.order_id, f.location, f.status, coalesce(f.pick_list_id, 0), f.planned_at,
       f.changed_at, f.dispatch_by, coalesce(f.deliver_on_day, 0)::int8,
       coalesce(nullif(f.carrier, ''), f.planned_carrier, ''), coalesce(f.planned_service, ''), f.tracking,
       coalesce(t.pickup_location, ''), f.distance_m, coalesce(f.parent, 0),
       f.country, f.region, f.city, f.postal_code, f.lines::int8[], f.skus, f.quantities,
       coalesce(f.picked, CASE WHEN f.status IN (5, 6, 9, 10) THEN f.quantities
                               ELSE array_fill(0::int8, ARRAY[cardinality(f.quantities)]) END),
       coalesce(f.missing, array_fill(0::int8, ARRAY[cardinality(f.quantities)]))
FROM asked JOIN fulfillment_order f ON f.fulfillment_order_id = asked.id
     LEFT JOIN order_terms t USING (order_id)
ORDER BY f.fulfillment_order_id DESC
