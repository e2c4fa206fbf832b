# How to cite a record, and the works behind a search for your reference manager.
library(jsonlite)

portal <- "https://interphase.example"

cat(fromJSON(paste0(portal, "/api/v1/issues/T-AN-01/"))$cite_as, "\n")

download.file(
  paste0(portal, "/api/v1/search/?q=gold+interlayer&format=bibtex"),
  "references.bib", mode = "wb", quiet = TRUE
)
