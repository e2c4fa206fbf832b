# Keeps a copy of everything in interphase.ndjson, a record on each line, and its revision
# in revision.txt. Run it again whenever you like: it fetches only what has changed.
library(jsonlite)

portal <- "https://interphase.example"

read <- function(place) readLines(place, encoding = "UTF-8", warn = FALSE)
get <- function(address) read(paste0(portal, address))
named <- function(lines) setNames(lines, sapply(lines, function(line) fromJSON(line)$id))

has_copy <- file.exists("revision.txt")
if (has_copy) {
  revision <- read("revision.txt")
  changes <- read.csv(paste0(portal, "/api/v1/changes/?since=", revision, "&format=csv"))
}

if (!has_copy || nrow(changes) > 100) {
  # the first time, or where much is new, everything at once: the first line of the file
  # names its revision, and the last says that all of it has arrived
  lines <- get("/api/v1/export/")
  if (fromJSON(tail(lines, 1))$kind != "end") stop("The download broke off; run this again.")
  records <- named(lines[-c(1, length(lines))])
  revision <- fromJSON(lines[1])$revision
} else {
  records <- named(read("interphase.ndjson"))
  for (i in seq_len(nrow(changes))) {
    change <- changes[i, ]
    records <- records[names(records) != change$id]
    if (change$change != "retired") {
      kind <- paste0('{"kind": "', change$kind, '", ')
      records[change$id] <- sub("{", kind, get(change$api_url), fixed = TRUE)
    }
    revision <- change$revision
  }
}

writeLines(records, "interphase.ndjson", useBytes = TRUE)
writeLines(as.character(revision), "revision.txt")
cat(length(records), "records at revision", revision, "\n")
