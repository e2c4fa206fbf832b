"""Two changes of one record are brought together where they do not contradict."""

import pytest

from knowledge.services.differences import Difference
from knowledge.services.fixture_kinds import ISSUE
from knowledge.services.merging import Contradiction, merged

BASE = {
    "code": "T-ZZ-90",
    "title": "It fails",
    "summary": "At once.",
    "causes": [{"code": "T-ZZ-90-C1", "text": "Pores.", "cites": ["REF-01"]}],
}


def test_changes_of_different_fields_both_stand() -> None:
    ours = {**BASE, "title": "It shorts"}
    theirs = {**BASE, "summary": "After an hour."}
    both = merged(ISSUE, BASE, ours, theirs)
    assert (both["title"], both["summary"]) == ("It shorts", "After an hour.")


def test_fields_of_the_same_claim_are_told_apart() -> None:
    ours = {**BASE, "causes": [{**BASE["causes"][0], "text": "Large pores."}]}  # type: ignore[dict-item]
    theirs = {**BASE, "causes": [{**BASE["causes"][0], "cites": ["REF-01", "REF-02"]}]}  # type: ignore[dict-item]
    (cause,) = merged(ISSUE, BASE, ours, theirs)["causes"]
    assert (cause["text"], cause["cites"]) == ("Large pores.", ["REF-01", "REF-02"])


def test_what_either_added_is_kept() -> None:
    ours = {**BASE, "causes": [*BASE["causes"], {"code": "T-ZZ-90-C2", "text": "Damp."}]}
    theirs = {**BASE, "causes": [*BASE["causes"], {"code": "T-ZZ-90-C3", "text": "Heat."}]}
    both = merged(ISSUE, BASE, ours, theirs)
    assert [cause["code"] for cause in both["causes"]] == ["T-ZZ-90-C1", "T-ZZ-90-C2", "T-ZZ-90-C3"]


def test_what_one_took_away_is_gone_unless_the_other_changed_it() -> None:
    without = {**BASE, "causes": []}
    assert "causes" not in merged(ISSUE, BASE, without, BASE)
    changed = {**BASE, "causes": [{**BASE["causes"][0], "text": "Large pores."}]}  # type: ignore[dict-item]
    assert [cause["text"] for cause in merged(ISSUE, BASE, without, changed)["causes"]] == ["Large pores."]


def test_the_same_change_by_both_is_no_contradiction() -> None:
    same = {**BASE, "title": "It shorts"}
    assert merged(ISSUE, BASE, same, dict(same))["title"] == "It shorts"


def test_every_contradiction_is_named() -> None:
    ours = {**BASE, "title": "It shorts", "causes": [{**BASE["causes"][0], "text": "Large pores."}]}  # type: ignore[dict-item]
    theirs = {**BASE, "title": "It dies", "causes": [{**BASE["causes"][0], "text": "Small pores."}]}  # type: ignore[dict-item]
    with pytest.raises(Contradiction) as found:
        merged(ISSUE, BASE, ours, theirs)
    assert found.value.differences == [
        Difference("T-ZZ-90", "title", "It dies", "It shorts"),
        Difference("T-ZZ-90-C1", "text", "Small pores.", "Large pores."),
    ]
