"""Every public version of a record is kept, and found by the content revision."""

import pytest

from knowledge.models import Cause, PublishedVersion, Status
from knowledge.services import curation, revision, versions
from tests import world

pytestmark = pytest.mark.usefixtures("empty_database")


def test_a_publication_keeps_what_became_public() -> None:
    faq = world.a_faq()
    assert versions.of(faq) == []
    curation.publish(faq)
    (version,) = versions.of(faq)
    assert version.revision == revision.current().number
    assert version.document["points"] == [{"number": 1, "text": "A mineral."}]


def test_what_says_the_same_is_no_new_version() -> None:
    faq = world.a_faq()
    curation.publish(faq)
    world.another_transaction()
    curation.saved(faq)
    assert len(versions.of(faq)) == 1


def test_the_version_of_a_revision_is_the_last_one_until_then() -> None:
    faq = world.a_faq()
    curation.publish(faq)
    first = revision.current().number
    world.another_transaction()
    curation.publish(world.an_issue())
    world.another_transaction()
    faq.points.update(text="A stone.")
    curation.saved(faq)

    def said(number: int) -> str | None:
        version = versions.at(faq, number)
        return version.document["points"][0]["text"] if version else None

    assert [said(first + at) for at in (-1, 0, 1, 2, 9)] == [
        None,
        "A mineral.",
        "A mineral.",
        "A stone.",
        "A stone.",
    ]


def test_a_claim_that_waits_is_in_no_version() -> None:
    cause = world.a_cause()
    world.another_transaction()
    curation.saved(cause.issue)
    assert "causes" not in versions.of(cause.issue)[0].document
    curation.publish(cause)
    assert [each["code"] for each in versions.of(cause.issue)[0].document["causes"]] == [cause.code]


def test_a_record_that_is_withdrawn_keeps_its_versions() -> None:
    faq = world.a_faq()
    curation.publish(faq)
    curation.retire(faq)
    assert len(versions.of(faq)) == 1


def test_an_earlier_version_can_stand_again_without_what_came_later() -> None:
    cause = world.a_cause()
    before = versions.of(cause.issue)[0].document
    curation.publish(cause)
    restored = versions.with_later_claims_retired(before, versions.document_of(cause.issue))
    assert [(each["code"], each["status"]) for each in restored["causes"]] == [(cause.code, "retired")]
    assert Cause.objects.get().status == Status.PUBLISHED


def test_every_record_of_the_knowledge_has_its_version(seed: None) -> None:
    public = {
        code for model in versions.WHOLE for code in model.objects.published().values_list("code", flat=True)
    }
    assert set(PublishedVersion.objects.values_list("code", flat=True)) == public
