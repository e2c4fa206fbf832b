"""Every role against every action, through HTTP: the table in CONTRIBUTING.md says what must come out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from access import roles, tokens
from access.models import Scope, Token
from knowledge.models import (
    FAQ,
    AuditEntry,
    Citation,
    CuratorNote,
    DraftVersion,
    Facet,
    FAQPoint,
    Reference,
    SearchGap,
    SourceDocument,
    Status,
    Suggestion,
    Term,
)
from knowledge.services import curation, revision
from portal import sign_in_settings
from tests.admin.forms import address, fields_on, submit
from tests.world import a_faq, another_transaction, cite, cited_reference

pytestmark = pytest.mark.usefixtures("empty_database")

NO_ROLE = "no role"
CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"
LETTER = {
    **{"author": "Robin", "publisher": "Robin", "date_as_given": "May", "how_to_cite": "As a letter"},
    **{"disclaimer_label": "Private", "disclaimer": "Unchecked."},
}
Try = Callable[[Client, User], bool]


def sent(client: Client, page: str, **typed: Any) -> None:
    """Fill in the form of a page, if it opens at all; then send it by hand as somebody else would."""
    if client.get(page).status_code == 200:
        submit(client, page, **typed)
    else:
        assert client.post(page, typed).status_code in (302, 403)


def chosen(client: Client, row: Any, action: str) -> None:
    client.post(address(type(row), "changelist"), {"action": action, "_selected_action": [row.pk]})


def reads(client: Client, user: User) -> bool:
    pages = ("/faqs/", "/api/v1/faqs/", "/api/v1/export/")
    return all(client.get(page).status_code == 200 for page in pages)


def has_tokens(client: Client, user: User) -> bool:
    client.post("/account/tokens/", {"name": "notebook", "scope": "suggest", "lifetime_days": "30"})
    return bool(Token.objects.filter(user=user).exists())


def sees_drafts(client: Client, user: User) -> bool:
    seen = {
        client.get(address(each, "changelist")).status_code == 200
        for each in (FAQ, Term, CuratorNote, SearchGap)
    }
    assert len(seen) == 1
    faq = a_faq()
    assert (client.get(address(faq)).status_code == 200) in seen
    return True in seen


def adds_a_draft(client: Client, user: User) -> bool:
    typed = {"code": "FAQ-91", "section": "General", "question": "Why?", "position": "0"}
    sent(client, address(FAQ, "add"), **typed)
    return FAQ.objects.filter(code="FAQ-91", status=Status.DRAFT).exists()


def changes_a_draft(client: Client, user: User) -> bool:
    """Its words, a part that is taken out, and a citation that is taken off."""
    faq = a_faq()
    cite(FAQPoint.objects.create(faq=faq, number=2, text="Another."), cited_reference())
    cite(faq, Reference.objects.create(code="REF-902", number=902, title="Another work"))
    prefix = "knowledge-citation-content_type-object_id"
    removed = {"points-1-DELETE": "on", f"{prefix}-0-DELETE": "on"}
    sent(client, address(faq), question="Why not?", **removed)
    done = {
        FAQ.objects.get().question == "Why not?",
        faq.points.count() == 1,
        not Citation.objects.filter(object_id=faq.pk, reference__code="REF-902").exists(),
    }
    assert len(done) == 1
    return True in done


def writes_by_the_api(client: Client, user: User) -> bool:
    token, secret = tokens.create(user, "cycler", Scope.READ, 30)
    # as if it had been given before the role was taken
    Token.objects.filter(pk=token.pk).update(scope=Scope.CURATE)
    program = Client(headers={"authorization": f"Bearer {secret}"})
    body = {"section": "General", "question": "Why?"}
    answer = program.post("/api/v1/faqs/", body, content_type="application/json")
    assert answer.status_code in (201, 403)
    assert (Scope.CURATE in tokens.scopes_for(user)) == (answer.status_code == 201)
    return answer.status_code == 201


def edits_beside_the_public_version(client: Client, user: User) -> bool:
    faq = a_faq()
    curation.publish(faq)
    sent(client, address(faq), question="Why not?")
    assert FAQ.objects.get().question != "Why not?"
    return DraftVersion.objects.exists()


def submits(client: Client, user: User) -> bool:
    sent(client, address(a_faq()), _submit="1")
    return FAQ.objects.get().status == Status.IN_REVIEW


def goes_back_to_a_version(client: Client, user: User) -> bool:
    faq = a_faq()
    curation.publish(faq)
    first = revision.current().number
    another_transaction()
    faq.points.update(text="Something else.")
    curation.saved(faq)
    client.post(address(faq, "history"), {"revision": str(first)})
    return DraftVersion.objects.exists()


def sends_back(client: Client, user: User) -> bool:
    faq = a_faq()
    FAQ.objects.update(status=Status.IN_REVIEW)
    sent(client, address(faq), _send_back="1", _comment="Cite something.")
    return FAQ.objects.get().status == Status.DRAFT


def deletes_a_draft(client: Client, user: User) -> bool:
    client.post(address(a_faq(), "delete"), {"post": "yes"})
    return not FAQ.objects.exists()


def writes_terms(client: Client, user: User) -> bool:
    sent(client, address(Facet, "add"), label="Colour", slug="colour", position="1")
    facet = Facet.objects.filter(slug="colour").first()
    made = facet or Facet.objects.create(slug="colour", label="Colour")
    term = Term.objects.create(facet=made, slug="red", label="Red")
    sent(client, address(term), label="Crimson")
    term.refresh_from_db()
    assert (facet is not None) == (term.label == "Crimson")
    return facet is not None


def writes_notes(client: Client, user: User) -> bool:
    source = SourceDocument.objects.create(slug="letter", title="A letter", **LETTER)
    note = CuratorNote.objects.create(source_document=source, number=1, text="Unclear.")
    sent(client, address(note), text="Clear.")
    sent(client, address(source), title="A long letter")
    note.refresh_from_db()
    source.refresh_from_db()
    assert (note.text == "Clear.") == (source.title == "A long letter")
    return note.text == "Clear."


def answers_suggestions(client: Client, user: User) -> bool:
    waiting = Suggestion.objects.create(kind="other", fields={"details": "Wrong."}, name="Robin")
    saw = "Robin" in client.get(address(Suggestion, "changelist")).content.decode()
    chosen(client, waiting, "mark_as_handled")
    waiting.refresh_from_db()
    assert saw == (waiting.status == Suggestion.Status.HANDLED)
    return saw


def removes_gaps(client: Client, user: User) -> bool:
    gap = SearchGap.objects.create(text="unobtainium", last_asked_at=timezone.now())
    client.post(address(gap, "delete"), {"post": "yes"})
    return not SearchGap.objects.exists()


def imports(client: Client, user: User) -> bool:
    answer = client.get("/admin/knowledge/importbatch/import/")
    assert answer.status_code in (200, 302, 403)
    return answer.status_code == 200


def publishes(client: Client, user: User) -> bool:
    faq = a_faq()
    chosen(client, faq, "publish")
    by_action = FAQ.objects.get().status == Status.PUBLISHED
    FAQ.objects.update(status=Status.DRAFT)
    sent(client, address(faq), _publish="1")
    assert by_action == (FAQ.objects.get().status == Status.PUBLISHED)
    return by_action


def retires(client: Client, user: User) -> bool:
    faq = a_faq()
    curation.publish(faq)
    chosen(client, faq, "retire")
    return FAQ.objects.get().status == Status.RETIRED


def gives_roles(client: Client, user: User) -> bool:
    typed = {"username": "new", "password1": "a long new password", "password2": "a long new password"}
    client.post("/admin/auth/user/add/", {**typed, "usable_password": "true"})
    added = User.objects.filter(username="new").exists()
    somebody = User.objects.create_user("somebody")
    page = f"/admin/auth/user/{somebody.pk}/change/"
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    group = Group.objects.get(name=roles.CURATOR)
    client.post(page, {"username": "somebody", "is_active": "on", "groups": [group.pk], **joined})
    assert added == somebody.groups.exists()
    return added


def changes_roles(client: Client, user: User) -> bool:
    group = Group.objects.create(name="Guests")
    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Visitors", "permissions": []})
    return Group.objects.filter(name="Visitors").exists()


def handles_tokens(client: Client, user: User) -> bool:
    other = User.objects.create_user("other")
    token, _ = tokens.create(other, "cycler", Scope.READ, 30)
    client.post("/admin/access/token/", {"action": "revoke", "_selected_action": [token.pk]})
    typed = {"user": other.pk, "name": "cell", "scope": "read", "lifetime_days": "30"}
    client.post("/admin/access/token/add/", typed)
    created = Token.objects.filter(name="cell").exists()
    assert created == (not tokens.usable_of(other).filter(name="cycler").exists())
    return bool(created)


def reads_the_log(client: Client, user: User) -> bool:
    return client.get("/admin/knowledge/auditentry/").status_code == 200


ACTIONS: dict[str, Try] = {
    "read the portal, the API and the exports": reads,
    "have tokens that read and suggest": has_tokens,
    "see drafts, terms, notes and search gaps in the admin": sees_drafts,
    "add a draft": adds_a_draft,
    "change a draft, its parts and citations": changes_a_draft,
    "write drafts by the API": writes_by_the_api,
    "edit a public record, as a draft beside it": edits_beside_the_public_version,
    "submit for review": submits,
    "take a draft from an earlier version": goes_back_to_a_version,
    "delete a draft": deletes_a_draft,
    "add and change terms and facets": writes_terms,
    "write curator's notes and source documents": writes_notes,
    "see and answer readers' suggestions": answers_suggestions,
    "remove search gaps": removes_gaps,
    "import files, merge references": imports,
    "send back to the author": sends_back,
    "publish": publishes,
    "retire": retires,
    "add users, give and take roles": gives_roles,
    "change roles": changes_roles,
    "create and revoke the tokens of others": handles_tokens,
    "read the audit log": reads_the_log,
}


def documented() -> dict[str, dict[str, bool]]:
    """Action and role -> whether the table says that it may."""
    section = CONTRIBUTING.read_text().partition("## Who may do what\n")[2].partition("\n## ")[0]
    head, _, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*$", section, re.M)
    )
    assert {cell for _, *cells in rows for cell in cells} == {"✓", "–"}
    return {
        action: {role: cell == "✓" for role, cell in zip(head[1:], cells, strict=True)}
        for action, *cells in rows
    }


def test_the_table_names_every_role_and_every_action_that_is_tried() -> None:
    table = documented()
    assert list(table) == list(ACTIONS) and sign_in_settings.ROLES == roles.ROLES
    assert all(list(row) == [NO_ROLE, *roles.ROLES] for row in table.values())


@pytest.mark.parametrize("role", [NO_ROLE, *roles.ROLES])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(
    action: str, role: str, client: Client, member: Callable[[str], User]
) -> None:
    user = member(role)
    client.force_login(user)
    assert ACTIONS[action](client, user) is documented()[action][role]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_superuser_may_everything(action: str, client: Client, db: None) -> None:
    user = User.objects.create_superuser("root")
    client.force_login(user)
    assert ACTIONS[action](client, user)


def test_the_groups_of_the_database_are_those_of_the_code(db: None) -> None:
    for role in roles.ROLES:
        given = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{name}" for app, name in given} == roles.permissions_of(role)


def test_nothing_of_it_is_open_to_a_visitor(client: Client, db: None) -> None:
    for page in (address(FAQ, "add"), "/admin/auth/user/", "/admin/knowledge/auditentry/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")


def test_an_administrator_makes_no_superuser_and_touches_none(
    client: Client, member: Callable[[str], User]
) -> None:
    administrator, root = member(roles.ADMINISTRATOR), User.objects.create_superuser("root")
    client.force_login(administrator)
    page = f"/admin/auth/user/{administrator.pk}/change/"
    client.post(page, {**fields_on(client, page), "is_superuser": "on", "is_staff": "on"})
    administrator.refresh_from_db()
    assert not administrator.is_superuser and not administrator.is_staff
    assert client.post(f"/admin/auth/user/{root.pk}/change/", {"username": "toor"}).status_code == 403
    assert client.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403
    assert User.objects.filter(username="root").exists()


def test_nobody_changes_or_removes_a_line_of_the_log_in_the_admin(admin_client: Client) -> None:
    entry = AuditEntry.objects.latest("pk")
    page = f"/admin/knowledge/auditentry/{entry.pk}"
    assert admin_client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.post(f"{page}/change/", {"who": "nobody"}).status_code == 403
    assert admin_client.get("/admin/knowledge/auditentry/add/").status_code == 403
