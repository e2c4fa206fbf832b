# Suggests a reference that is missing. The key is a name that you choose for this
# suggestion: sent twice with the same key, it is taken once.
import os

import requests

portal = "https://interphase.example"

answer = requests.post(
    f"{portal}/api/v1/suggestions/",
    headers={
        "Authorization": f"Bearer {os.environ['INTERPHASE_TOKEN']}",
        "Idempotency-Key": "gold-interlayer-reference",
    },
    json={
        "target": "T-AN-01-R1",
        "kind": "missing-reference",
        "doi": "10.3390/batteries9010008",
        "details": "Measures a gold interlayer on NZSP.",
    },
    timeout=60,
)
if not answer.ok:
    raise SystemExit(answer.json()["detail"])
print("What becomes of it:", portal + answer.json()["url"])
