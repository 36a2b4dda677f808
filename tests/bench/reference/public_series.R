# Every regular numeric series that the installed R packages carry, as series_id,t,value,frequency on
# standard output: the same series of real life for everybody who has the packages, and none of them kept here.
out <- stdout()
seen <- character(0)
cat("series_id,t,value,frequency\n", file = out)

emit <- function(id, x) {
  v <- as.numeric(x)
  f <- frequency(x)
  if (!(f %in% c(1, 4, 7, 12, 24, 52)) || length(v) < 14 || length(v) > 3000) return(invisible())
  if (f == 1 && length(v) > 60) return(invisible())  # numbered, not yearly
  if (anyNA(v) || length(unique(v)) < length(v) / 4 || sd(v) == 0) return(invisible())
  key <- paste(signif(head(v, 14), 6), collapse = " ")
  if (key %in% seen) return(invisible())
  seen <<- c(seen, key)
  cat(sprintf("%s,%d,%s,%d\n", id, seq_along(v), format(v, digits = 12, trim = TRUE, scientific = FALSE), f), file = out, sep = "")
}

value_of <- function(package, name) {
  x <- tryCatch(suppressWarnings(getExportedValue(package, name)), error = function(e) NULL)
  if (!is.null(x)) return(x)
  room <- new.env()
  tryCatch(suppressWarnings(data(list = name, package = package, envir = room)), error = function(e) NULL)
  if (exists(name, envir = room, inherits = FALSE)) get(name, envir = room) else NULL
}

emit_all <- function(id, x) {
  if (is.null(dim(x))) return(emit(id, x))
  for (j in seq_len(NCOL(x)))
    if (is.numeric(x[, j])) emit(paste0(id, ".", gsub("[^A-Za-z0-9]", "", colnames(x)[j]), j), x[, j])
}

for (package in sort(rownames(installed.packages()))) {
  items <- tryCatch(suppressWarnings(data(package = package)$results[, "Item"]), error = function(e) character(0))
  for (name in sub(" .*", "", items)) try({
    x <- value_of(package, name)
    if (is.ts(x)) emit_all(paste0(package, ".", name), x)
    if (inherits(x, "sts")) emit_all(paste0(package, ".", name), ts(x@observed, frequency = x@freq))
  }, silent = TRUE)
}
