"""Publish and retire, from the list and from the form."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from knowledge.models import Cause, Issue, ResistanceRecord, SearchEntry, Status
from knowledge.services import curation
from tests.admin.forms import address, messages_on, reviewed, row, submit
from tests.world import a_resistance_record, an_issue

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def issue(db: None) -> Issue:
    """A draft with one draft cause."""
    made = an_issue()
    Cause.objects.create(code="T-ZZ-90-C1", issue=made, text="It is porous.")
    return made


def choose(curator: Client, action: str, *records: Any) -> Any:
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return curator.post(address(type(records[0]), "changelist"), data, follow=True)


def public_codes() -> set[str]:
    return set(SearchEntry.objects.values_list("code", flat=True))


def test_an_issue_becomes_public_with_its_waiting_claims(curator: Client, issue: Issue) -> None:
    response = choose(curator, "publish", issue)
    assert messages_on(response) == ["Published: T-ZZ-90, T-ZZ-90-C1."]
    assert public_codes() == {"T-ZZ-90", "T-ZZ-90-C1"}


def test_who_published_it_is_recorded(curator: Client, user: User, issue: Issue) -> None:
    choose(curator, "publish", issue)
    log = LogEntry.objects.filter(change_message="Published.")
    assert {entry.object_repr.split()[0] for entry in log} == {"T-ZZ-90", "T-ZZ-90-C1"}
    assert {entry.user for entry in log} == {user}


def test_what_is_public_already_is_named_and_left_alone(curator: Client, issue: Issue) -> None:
    choose(curator, "publish", issue)
    published_at = Issue.objects.get().published_at
    assert messages_on(choose(curator, "publish", issue)) == ["Already published: T-ZZ-90."]
    assert Issue.objects.get().published_at == published_at


def test_a_retired_issue_takes_its_claims_out_of_the_search(curator: Client, issue: Issue) -> None:
    choose(curator, "publish", issue)
    assert messages_on(choose(curator, "retire", issue)) == ["Retired: T-ZZ-90."]
    assert public_codes() == set()
    assert Issue.objects.get().status == Status.RETIRED


def test_a_refusal_says_why_and_does_not_stop_the_others(curator: Client) -> None:
    broken = a_resistance_record()
    whole = ResistanceRecord.objects.create(
        code="RES-91", system_configuration="Na / NZSP", electrolyte="NZSP", modification="Tin"
    )
    ResistanceRecord.objects.filter(pk=broken.pk).update(modification="")
    refused, published = messages_on(choose(curator, "publish", broken, whole))
    assert refused.startswith("RES-90 cannot be published yet: ")
    assert published == "Published: RES-91."
    assert public_codes() == {"RES-91"}


@pytest.mark.usefixtures("laboratory_of_one")
def test_the_publish_button_saves_what_was_typed_first(curator: Client, issue: Issue) -> None:
    response = submit(
        curator, address(issue), title="Whiskers", **row("causes", 0, text="Pores."), _publish="1"
    )
    assert messages_on(response) == ["Published: T-ZZ-90, T-ZZ-90-C1."]
    assert set(SearchEntry.objects.values_list("title", flat=True)) == {"Whiskers", "Pores."}


def test_the_publish_button_does_nothing_while_the_form_has_errors(curator: Client, issue: Issue) -> None:
    submit(curator, address(issue), title="", _publish="1")
    assert Issue.objects.get().status == Status.DRAFT


def test_the_retire_button_takes_the_record_out_of_the_search(curator: Client, issue: Issue) -> None:
    curation.publish(issue)
    assert messages_on(submit(curator, address(issue), _retire="1")) == ["Retired: T-ZZ-90."]
    assert public_codes() == set()


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.DRAFT, {"_submit", "_publish", "_retire"}),
        (Status.IN_REVIEW, {"_send_back", "_publish", "_retire"}),
        (Status.PUBLISHED, {"_submit", "_publish", "_retire"}),
        (Status.RETIRED, {"_publish"}),
    ],
)
def test_only_buttons_that_would_do_something_are_offered(
    curator: Client, status: Status, offered: set[str]
) -> None:
    page = curator.get(address(an_issue(status=status))).content.decode()
    buttons = ("_submit", "_send_back", "_publish", "_retire", "_discard")
    assert {button for button in buttons if f'name="{button}"' in page} == offered


def test_a_public_issue_with_a_waiting_claim_offers_to_publish_it(curator: Client, issue: Issue) -> None:
    Issue.objects.update(status=Status.PUBLISHED)
    assert 'name="_publish"' in curator.get(address(issue)).content.decode()


def test_status_is_never_edited_by_hand(curator: Client, issue: Issue) -> None:
    submit(curator, address(issue), status=Status.PUBLISHED, **row("causes", 0, status=Status.PUBLISHED))
    assert Issue.objects.get().status == Cause.objects.get().status == Status.DRAFT


def test_an_edit_of_a_public_record_is_found_once_it_is_published(curator: Client, issue: Issue) -> None:
    curation.publish(issue)
    submit(curator, address(issue), title="Whiskers of sodium")
    reviewed(issue)
    assert SearchEntry.objects.get(code="T-ZZ-90").title == "Whiskers of sodium"


def test_a_public_record_links_to_its_page_and_a_draft_does_not(curator: Client, issue: Issue) -> None:
    link = f'href="{issue.get_absolute_url()}"'
    assert link not in curator.get(address(issue)).content.decode()
    curation.publish(issue)
    assert link in curator.get(address(issue)).content.decode()


def test_an_unknown_action_changes_nothing(curator: Client, issue: Issue) -> None:
    assert messages_on(choose(curator, "delete_selected", issue)) == ["No action selected."]
    assert Issue.objects.get().status == Status.DRAFT


def test_a_curator_who_may_only_look_is_not_offered_the_actions(client: Client, issue: Issue) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(reader)
    choose(client, "publish", issue)
    page = client.get(address(issue)).content.decode()
    assert 'name="_publish"' not in page
    assert client.post(address(issue), {"_publish": "1"}).status_code == 403
    assert Issue.objects.get().status == Status.DRAFT
