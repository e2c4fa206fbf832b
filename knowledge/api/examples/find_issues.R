# Finds the issues that fit a symptom in the impedance spectrum, the best first,
# and what helps with the first of them.
library(jsonlite)

portal <- "https://interphase.example"

found <- fromJSON(paste0(
  portal, "/api/v1/search/?q=", URLencode("large growing semicircle"),
  "&kind=issue&technique=EIS&page_size=5"
))
print(found$results[, c("id", "title")], right = FALSE)

best <- fromJSON(paste0(portal, found$results$api_url[1]))
cat(paste0("- ", best$remedies$text, " (", best$remedies$evidence, ")\n"), sep = "")
