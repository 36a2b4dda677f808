WITH gone AS (DELETE FROM kpi WHERE place > cardinality($1::int4[]))
INSERT INTO kpi (place, name, title, definition, unit, higher_is_better, source, numerator, denominator, percent, groups,
                 of_now, why_not)
SELECT u.place, u.name, u.title, u.definition, u.unit, u.higher_is_better, u.source, u.numerator::int8[],
       u.denominator::int8[], u.percent, u.groups::text[], u.of_now, u.why_not
FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::int4[], $8::text[], $9::text[],
            $10::int4[], $11::text[], $12::bool[], $13::text[])
     AS u (place, name, title, definition, unit, higher_is_better, source, numerator, denominator, percent, groups, of_now,
           why_not)
ON CONFLICT (place) DO UPDATE SET
    name = excluded.name, title = excluded.title, definition = excluded.definition, unit = excluded.unit,
    higher_is_better = excluded.higher_is_better, source = excluded.source, numerator = excluded.numerator,
    denominator = excluded.denominator, percent = excluded.percent,
    groups = excluded.groups, of_now = excluded.of_now, why_not = excluded.why_not
