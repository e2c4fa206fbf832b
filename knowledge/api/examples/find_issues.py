# Finds the issues that fit a symptom in the impedance spectrum, the best first,
# and what helps with the first of them.
import requests

portal = "https://interphase.example"


def get(address, **asked):
    answer = requests.get(portal + address, params=asked, timeout=60)
    if not answer.ok:
        raise SystemExit(answer.json()["detail"])
    return answer.json()


found = get(
    "/api/v1/search/",
    q="large growing semicircle",
    kind="issue",
    technique="EIS",
    page_size=5,
)
for issue in found["results"]:
    print(issue["id"], issue["title"])

best = get(found["results"][0]["api_url"])
for remedy in best["remedies"]:
    sources = [each["reference"] for each in remedy["references"]]
    print("-", remedy["text"], f"({remedy['evidence']}: {', '.join(sources)})")
