SELECT day, country, name FROM holiday ORDER BY day, country
