"""Whatever is done in whatever order, projection, revision, versions and history tell the same story."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.models import FAQ, FAQPoint, RowChange, SearchEntry, Status
from knowledge.services import acting, curation, draft_versions, revision, versions, workflow
from tests import world
from tests.services.test_draft_versions import edit

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("empty_database")]

PEOPLE = ("kim", "lee")
TEXTS = ("A mineral.", "A stone.", "A rock.")
CODE = "FAQ-90"


def write(faq: FAQ, number: int, by: str) -> None:
    text = TEXTS[number % len(TEXTS)]
    if draft_versions.is_public(faq):
        edit(faq, lambda: FAQPoint.objects.filter(number=1).update(text=text), by)
    else:
        acting.act(by, "in the admin")
        FAQPoint.objects.filter(number=1).update(text=text)
        curation.saved(faq)


def add_a_point(faq: FAQ, number: int, by: str) -> None:
    if draft_versions.is_public(faq) and not faq.points.filter(number=number + 2).exists():
        edit(
            faq,
            lambda: FAQPoint.objects.get_or_create(faq=faq, number=number + 2, defaults={"text": "More."}),
            by,
        )


ACTIONS: dict[str, Callable[[FAQ, int, str], object]] = {
    "edit": write,
    "add": add_a_point,
    "submit": lambda faq, number, by: workflow.submit(faq, by),
    "send back": lambda faq, number, by: workflow.send_back(faq, by, "No."),
    "publish": lambda faq, number, by: workflow.publish(faq, by),
    "retire": lambda faq, number, by: workflow.retire(faq, by),
    "discard": lambda faq, number, by: workflow.discard(faq, by),
    "revert": lambda faq, number, by: workflow.revert(faq, first_revision(faq) + number, by),
}
steps = st.lists(
    st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 4), st.sampled_from(PEOPLE)), max_size=12
)


def first_revision(faq: FAQ) -> int:
    kept = versions.of(faq)
    return kept[-1].revision if kept else 0


def check(faq: FAQ, before: tuple[int, object]) -> tuple[int, object]:
    """What the public sees, and at which revision. Raises AssertionError where anything disagrees."""
    faq.refresh_from_db()
    is_public = faq.status == Status.PUBLISHED
    assert SearchEntry.objects.filter(code=CODE).exists() == is_public
    seen = None
    if is_public:
        seen = versions.latest([CODE])[CODE]
        assert seen == versions.document_of(faq)
        assert SearchEntry.objects.get(code=CODE).lead == seen["points"][0]["text"]
    number = revision.current().number
    assert number in (before[0], before[0] + 1)
    assert seen == before[1] or number == before[0] + 1
    for table in ("knowledge_faq", "knowledge_faqpoint", "knowledge_draftversion"):
        assert told(table) == rows_now(table)
    return number, seen


def told(table: str) -> dict[int, object]:
    """The rows of the table as the history has them."""
    images = {row.row_id: row.after for row in RowChange.objects.filter(table_name=table).order_by("id")}
    return {pk: {**image, "updated_at": None} for pk, image in images.items() if image}


def rows_now(table: str) -> dict[int, object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, to_jsonb(t)::text FROM {table} AS t")  # noqa: S608
        return {pk: {**json.loads(row), "updated_at": None} for pk, row in cursor.fetchall()}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(taken=steps)
def test_every_sequence_of_steps_leaves_one_story(taken: list[tuple[str, int, str]]) -> None:
    with transaction.atomic():
        faq = world.a_faq()
        shown: tuple[int, object] = (revision.current().number, None)
        for name, number, by in taken:
            world.another_transaction()
            with suppress(curation.NotAllowed), transaction.atomic():
                ACTIONS[name](faq, number, by)
            shown = check(faq, shown)
        transaction.set_rollback(True)
