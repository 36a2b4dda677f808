DELETE FROM stock_loss WHERE day < $1::int8
