# Keeps a copy of everything in interphase.ndjson, a record on each line, and its revision
# in revision.txt. Run it again whenever you like: it fetches only what has changed.
import json
from pathlib import Path

import requests

portal = "https://interphase.example"
copy, held = Path("interphase.ndjson"), Path("revision.txt")


def get(address):
    answer = requests.get(portal + address, timeout=300)
    if not answer.ok:
        raise SystemExit(answer.json()["detail"])
    return answer


def read(content):
    return [json.loads(line) for line in content.splitlines()]


changes = []
if held.exists():
    address = f"/api/v1/changes/?since={held.read_text().strip()}&format=ndjson"
    changes = read(get(address).content)

if not held.exists() or len(changes) > 100:
    # the first time, or where much is new, everything at once: the first line of the file
    # names its revision, and the last says that all of it has arrived
    first, *rows, last = read(get("/api/v1/export/").content)
    if last["kind"] != "end":
        raise SystemExit("The download broke off; run this again.")
    records = {row["id"]: row for row in rows}
    revision = first["revision"]
else:
    records = {row["id"]: row for row in read(copy.read_bytes())}
    revision = held.read_text().strip()
    for change in changes:
        records.pop(change["id"], None)
        if change["change"] != "retired":
            record = get(change["api_url"]).json()
            records[change["id"]] = {"kind": change["kind"], **record}
        revision = change["revision"]

lines = [json.dumps(record) + "\n" for record in records.values()]
copy.write_text("".join(lines), encoding="utf-8")
held.write_text(f"{revision}\n")
print(len(records), "records at revision", revision)
