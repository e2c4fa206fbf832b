# Suggests a reference that is missing. The key is a name that you choose for this
# suggestion: sent twice with the same key, it is taken once.
portal="https://interphase.example"

curl --fail-with-body --silent --show-error "$portal/api/v1/suggestions/" \
  --header "Authorization: Bearer $INTERPHASE_TOKEN" \
  --header "Idempotency-Key: gold-interlayer-reference" \
  --header "Content-Type: application/json" \
  --data '{
    "target": "T-AN-01-R1",
    "kind": "missing-reference",
    "doi": "10.3390/batteries9010008",
    "details": "Measures a gold interlayer on NZSP."
  }'
