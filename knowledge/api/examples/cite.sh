# How to cite a record, and the works behind a search for your reference manager.
portal="https://interphase.example"

curl --fail-with-body --silent --show-error "$portal/api/v1/issues/T-AN-01/" |
  jq --raw-output .cite_as

curl --fail-with-body --silent --show-error --output references.bib \
  "$portal/api/v1/search/?q=gold+interlayer&format=bibtex"
