# The reference: R's forecast package on a file of series.
#   Rscript forecast_package.R SERIES.csv HORIZON FREQUENCY OUT.csv
# writes method,series_id,h,mean,q025,q05,q95,q975 and, as h = 0, the seconds of processor time in `mean`.
suppressMessages(library(forecast))
arguments <- commandArgs(trailingOnly = TRUE)
series <- read.csv(arguments[1], stringsAsFactors = FALSE)
horizon <- as.integer(arguments[2])
frequency <- as.integer(arguments[3])
out <- file(arguments[4], "w")
cat("method,series_id,h,mean,q025,q05,q95,q975\n", file = out)

methods <- list(
  ets = function(x) forecast(ets(x), h = horizon, level = c(90, 95)),
  stlf = function(x) stlf(x, h = horizon, level = c(90, 95)),  # what ets() advises for seasons above 24
  theta = function(x) thetaf(x, h = horizon, level = c(90, 95)),
  damped = function(x) holt(x, damped = TRUE, h = horizon, level = c(90, 95)),
  snaive = function(x) snaive(x, h = horizon, level = c(90, 95)))
if (frequency <= 24) methods$stlf <- NULL else methods$ets <- NULL

for (id in unique(series$series_id)) {
  x <- ts(series$value[series$series_id == id], frequency = frequency)
  for (name in names(methods)) {
    used <- system.time(f <- tryCatch(methods[[name]](x), error = function(e) snaive(x, h = horizon, level = c(90, 95))))
    cat(sprintf("%s,%s,0,%.6f,,,,\n", name, id, used[1] + used[2]), file = out)
    cat(sprintf("%s,%s,%d,%.9g,%.9g,%.9g,%.9g,%.9g\n", name, id, seq_len(horizon), as.numeric(f$mean),
                as.numeric(f$lower[, 2]), as.numeric(f$lower[, 1]), as.numeric(f$upper[, 1]), as.numeric(f$upper[, 2])),
        file = out, sep = "")
  }
}
close(out)
