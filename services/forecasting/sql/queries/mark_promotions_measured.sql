UPDATE promotion SET measured = true WHERE promotion_id = ANY ($1::text[])
