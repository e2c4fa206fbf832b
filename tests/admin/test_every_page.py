"""Every list and every form opens, at a cost that does not grow with what is in the database."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import (
    CONTENT_MODELS,
    AuditEntry,
    CuratorNote,
    Experience,
    Facet,
    FAQPoint,
    FirstStep,
    ImportBatch,
    Pitfall,
    SearchGap,
    Sign,
    SourceDocument,
    Stage,
    Step,
    Suggestion,
    Term,
)
from tests.admin.forms import address

MODELS: list[type[Model]] = [
    *CONTENT_MODELS,
    FirstStep,
    Sign,
    FAQPoint,
    Stage,
    Step,
    Pitfall,
    Facet,
    Term,
    SourceDocument,
    CuratorNote,
    SearchGap,
    Suggestion,
    ImportBatch,
    AuditEntry,
    Experience,
]
# parts are added on their owner, gaps by searches, imports on a page of their own, the rest by readers
NOT_ADDED = {
    *(FirstStep, Sign, FAQPoint, Stage, Step, Pitfall),
    *(SearchGap, Suggestion, Experience, ImportBatch, AuditEntry),
}
LIST_CEILING = 27
# a form asks once more for the names of what each autocomplete holds, and for the history of reviews
FORM_CEILING = 45

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)


def queries_of(curator: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = curator.get(page)
    assert response.status_code == 200
    return len(captured)


def test_this_file_knows_every_model_that_has_pages() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label == "knowledge"}
    assert registered == set(MODELS)


@every_model
def test_a_list_opens_within_its_ceiling(curator: Client, seed: None, model: type[Model]) -> None:
    assert queries_of(curator, address(model, "changelist")) <= LIST_CEILING


@every_model
def test_every_form_opens_within_its_ceiling(curator: Client, seed: None, model: Any) -> None:
    costs = {str(row): queries_of(curator, address(row)) for row in model.objects.all()}
    assert max(costs.values(), default=0) <= FORM_CEILING, costs


@every_model
def test_a_form_for_a_new_one_opens(curator: Client, model: type[Model]) -> None:
    expected = 403 if model in NOT_ADDED else 200
    assert curator.get(address(model, "add")).status_code == expected


@pytest.mark.parametrize("page", ["/admin/", "/admin/auth/user/", "/admin/auth/group/", "/admin/knowledge/"])
def test_the_other_pages_open(curator: Client, page: str) -> None:
    assert curator.get(page).status_code == 200


def test_parts_are_not_on_the_index(curator: Client) -> None:
    index = curator.get("/admin/").content.decode()
    assert address(Step, "changelist") not in index
    assert address(Term, "changelist") in index


def test_the_portal_is_one_click_away(curator: Client) -> None:
    page = curator.get("/admin/").content.decode()
    assert "Interphase curators" in page
    assert '<a href="/">To the portal</a>' in page
