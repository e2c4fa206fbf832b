# How to cite a record, and the works behind a search for your reference manager.
from pathlib import Path

import requests

portal = "https://interphase.example"


def get(address):
    answer = requests.get(portal + address, timeout=60)
    if not answer.ok:
        raise SystemExit(answer.json()["detail"])
    return answer


print(get("/api/v1/issues/T-AN-01/").json()["cite_as"])

bibtex = get("/api/v1/search/?q=gold+interlayer&format=bibtex").text
Path("references.bib").write_text(bibtex, encoding="utf-8")
