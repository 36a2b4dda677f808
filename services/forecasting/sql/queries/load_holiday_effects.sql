SELECT day, name, category, sold, expected FROM holiday_effect ORDER BY day, name, category
