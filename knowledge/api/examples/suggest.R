# Suggests a reference that is missing. The key is a name that you choose for this
# suggestion: sent twice with the same key, it is taken once.
library(httr2)

portal <- "https://interphase.example"

answer <- request(paste0(portal, "/api/v1/suggestions/")) |>
  req_auth_bearer_token(Sys.getenv("INTERPHASE_TOKEN")) |>
  req_headers("Idempotency-Key" = "gold-interlayer-reference") |>
  req_body_json(list(
    target = "T-AN-01-R1",
    kind = "missing-reference",
    doi = "10.3390/batteries9010008",
    details = "Measures a gold interlayer on NZSP."
  )) |>
  req_error(body = function(answer) resp_body_json(answer, check_type = FALSE)$detail) |>
  req_perform() |>
  resp_body_json()
cat("What becomes of it:", paste0(portal, answer$url), "\n")
