UPDATE parcel p SET tracking = u.tracking
FROM (SELECT unnest($1::text[]) AS sscc, unnest($2::text[]) AS tracking) AS u
WHERE p.sscc = u.sscc
