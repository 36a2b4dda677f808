SELECT r.sender, r.id, r.code, r.detail, r.type, r.body
FROM unnest($1::text[], $2::text[]) AS a (sender, id)
JOIN receipt r ON r.sender = a.sender AND r.id = a.id
