# Keeps a copy of everything in interphase.ndjson, a record on each line, and its revision
# in revision.txt. Run it again whenever you like: it fetches only what has changed.
set -euo pipefail
portal="https://interphase.example"

get() { curl --fail-with-body --silent --show-error "$portal$1"; }

if [ -f revision.txt ]; then
  get "/api/v1/changes/?since=$(cat revision.txt)&format=ndjson" > changes.ndjson
fi

if [ ! -f revision.txt ] || [ "$(wc -l < changes.ndjson)" -gt 100 ]; then
  # the first time, or where much is new, everything at once: the first line of the file
  # names its revision, and the last says that all of it has arrived
  get "/api/v1/export/" > export.ndjson
  tail -n 1 export.ndjson | grep --quiet '"kind": "end"' ||
    { echo "The download broke off; run this again." >&2; exit 1; }
  jq --compact-output 'select(.id)' export.ndjson > interphase.ndjson
  head -n 1 export.ndjson | jq .revision > revision.txt
else
  jq --raw-output '[.change, .kind, .id, .api_url] | @tsv' changes.ndjson |
    while read -r change kind id address; do
      jq --compact-output --arg id "$id" 'select(.id != $id)' interphase.ndjson > new.ndjson
      if [ "$change" != "retired" ]; then
        get "$address" | jq --compact-output --arg kind "$kind" '{kind: $kind} + .' >> new.ndjson
      fi
      mv new.ndjson interphase.ndjson
    done
  if [ -s changes.ndjson ]; then
    tail -n 1 changes.ndjson | jq .revision > revision.txt
  fi
fi
echo "$(wc -l < interphase.ndjson) records at revision $(cat revision.txt)"
