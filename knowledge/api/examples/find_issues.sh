# Finds the issues that fit a symptom in the impedance spectrum, the best first.
portal="https://interphase.example"

curl --fail-with-body --silent --show-error --get "$portal/api/v1/search/" \
  --data-urlencode "q=large growing semicircle" \
  --data "kind=issue" --data "technique=EIS" --data "page_size=5" |
  jq --raw-output '.results[] | "\(.id)  \(.title)"'
