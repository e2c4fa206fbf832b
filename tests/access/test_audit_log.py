"""The audit log: what is written into it, by whichever path, that nothing leaves it, and nothing personal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from access import roles, tokens
from access.models import Scope
from knowledge.models import AuditEntry
from knowledge.services import audit
from tests.access.test_second_factor import enrol
from tests.access.test_who_may_do_what import chosen
from tests.admin.forms import fields_on
from tests.world import a_faq

PASSWORD = "a long password"


@pytest.fixture
def written(db: None) -> Callable[[], list[tuple[Any, ...]]]:
    """The lines since the test began: action, who, about and detail."""
    last = AuditEntry.objects.order_by("pk").last()
    since = last.pk if last else 0

    def lines() -> list[tuple[Any, ...]]:
        found = AuditEntry.objects.filter(pk__gt=since).order_by("pk")
        return list(found.values_list("action", "who", "about", "detail"))

    return lines


Written = Callable[[], list[tuple[Any, ...]]]


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def sign_in(client: Client, name: str, password: str = PASSWORD) -> None:
    client.post("/account/sign-in/", {"username": name, "password": password})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE knowledge_auditentry SET who = 'somebody else'",
        "DELETE FROM knowledge_auditentry",
        "DELETE FROM knowledge_auditentry WHERE false",
        "TRUNCATE knowledge_auditentry",
        "TRUNCATE auth_user, knowledge_auditentry CASCADE",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(statement: str, db: None) -> None:
    audit.note(audit.Action.EXPORTED, None, "zip")
    before = AuditEntry.objects.count()
    with pytest.raises(DatabaseError, match="audit log is append only"), transaction.atomic():
        sql(statement)
    assert AuditEntry.objects.count() == before


def test_a_line_outlives_the_account_that_it_names(reader: User) -> None:
    audit.note(audit.Action.SIGNED_IN, reader, reader)
    number = reader.pk
    reader.delete()
    entry = AuditEntry.objects.get(action="signed-in")
    assert (entry.who, entry.user_id) == ("robin", number)


def test_signing_in_and_out_is_written_down(client: Client, reader: User, written: Written) -> None:
    sign_in(client, "robin")
    client.post("/account/sign-out/")
    assert written() == [
        ("signed-in", "robin", "robin", {"methods": ["password"]}),
        ("signed-out", "robin", "robin", {}),
    ]


def test_signing_out_of_the_admin_is_written_down_too(admin_client: Client, written: Written) -> None:
    before = len(written())
    admin_client.get("/admin/logout/")
    assert admin_client.get("/admin/").status_code == 200
    admin_client.post("/admin/logout/")
    assert admin_client.get("/admin/").status_code == 302
    assert written()[before:] == [("signed-out", "admin", "admin", {})]


def test_what_was_typed_in_vain_is_kept_only_if_it_is_an_account(
    client: Client, reader: User, written: Written
) -> None:
    sign_in(client, "robin", "wrong")
    sign_in(client, "my secret password", "robin")
    assert written() == [("sign-in-failed", "", "robin", {}), ("sign-in-failed", "", "", {})]


def test_changes_of_password_and_second_factor_are_written_down(
    client: Client,
    reader: User,
    written: Written,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sign_in(client, "robin")
    new = {"password1": "another long password", "password2": "another long password"}
    client.post("/account/password/", {"oldpassword": PASSWORD, **new})
    assert written()[1:] == [("password-changed", "robin", "robin", {"how": "by its owner"})]
    reader.set_password(PASSWORD)
    reader.save()
    again = Client()
    sign_in(again, "robin")
    with django_capture_on_commit_callbacks(execute=True):
        enrol(again)
    assert written()[-1] == (
        *("second-factor-changed", "robin", "robin"),
        {"how": "authenticator app added"},
    )


def test_what_an_administrator_does_to_an_account_is_written_with_the_name(
    client: Client, reader: User, member: Callable[[str], User], written: Written
) -> None:
    client.force_login(member(roles.ADMINISTRATOR))
    before = len(written())
    page = f"/admin/auth/user/{reader.pk}/change/"
    curator = Group.objects.get(name=roles.CURATOR)
    client.post(page, {**fields_on(client, page), "groups": [curator.pk]})
    fields = fields_on(client, page)
    del fields["is_active"], fields["groups"]
    client.post(page, {**fields, "email": "new@lab.example"})
    both = {"password1": "another long password", "password2": "another long password"}
    client.post(f"/admin/auth/user/{reader.pk}/password/", {**both, "usable_password": "true"})
    assert written()[before:] == [
        ("roles-given", "administrator", "robin", {"roles": ["Curator"]}),
        ("user-changed", "administrator", "robin", {"is_active": False, "email": "changed"}),
        ("roles-taken", "administrator", "robin", {"roles": ["Curator"]}),
        ("password-changed", "administrator", "robin", {"how": "by an administrator"}),
    ]


def test_what_a_role_may_is_written_down_when_it_changes(
    client: Client, member: Callable[[str], User], written: Written
) -> None:
    group = Group.objects.create(name="Guests")
    client.force_login(member(roles.ADMINISTRATOR))
    permission = Permission.objects.get(codename="review_records")
    page = f"/admin/auth/group/{group.pk}/change/"
    client.post(page, {"name": "Guests", "permissions": [permission.pk]})
    assert written()[-1] == (
        "permissions-given",
        "administrator",
        "Guests",
        {"permissions": ["review_records"]},
    )


def test_a_line_of_sql_escapes_it_as_little(reader: User, written: Written) -> None:
    sql("UPDATE auth_user SET is_superuser = true WHERE id = %s", reader.pk)
    sql(
        "INSERT INTO auth_user_groups (user_id, group_id)"
        " SELECT %s, id FROM auth_group WHERE name IN ('Reviewer', 'Reader')",
        reader.pk,
    )
    sql(
        "UPDATE auth_user_groups SET group_id = (SELECT id FROM auth_group WHERE name = 'Curator')"
        " WHERE user_id = %s AND group_id = (SELECT id FROM auth_group WHERE name = 'Reader')",
        reader.pk,
    )
    lines = [
        (action, about, {k: v for k, v in detail.items() if k != "database_user"})
        for action, _, about, detail in written()
    ]
    assert all(who == "" and "database_user" in detail for _, who, _, detail in written())
    assert lines[:2] == [
        ("user-changed", "robin", {"is_superuser": True}),
        ("roles-given", "robin", {"roles": ["Reader", "Reviewer"]}),
    ]
    assert sorted(lines[2:]) == [
        ("roles-given", "robin", {"roles": ["Curator"]}),
        ("roles-taken", "robin", {"roles": ["Reader"]}),
    ]


def test_a_new_account_and_one_that_goes_are_written_down(written: Written) -> None:
    user = User.objects.create_user("somebody")
    user.last_name = "Else"
    user.save()
    user.delete()
    assert [(action, about) for action, _, about, _ in written()] == [
        ("user-added", "somebody"),
        ("user-removed", "somebody"),
    ]


def test_tokens_are_written_down_by_their_public_part(
    client: Client, reader: User, member: Callable[[str], User], written: Written
) -> None:
    token, secret = tokens.create(reader, "notebook", Scope.READ, 30)
    client.force_login(member(roles.ADMINISTRATOR))
    client.post("/admin/access/token/", {"action": "revoke", "_selected_action": [token.pk]})
    tokens.revoke(token)
    told = [line for line in written() if line[0].startswith("token")]
    assert told == [
        ("token-created", "robin", "robin", {"token": token.token_key, "scope": "read"}),
        ("token-revoked", "administrator", "robin", {"token": token.token_key}),
    ]
    assert secret not in str(written())


@pytest.mark.usefixtures("empty_database")
def test_publishing_and_retiring_are_written_down(
    client: Client, member: Callable[[str], User], written: Written
) -> None:
    client.force_login(member(roles.REVIEWER))
    faq = a_faq()
    chosen(client, faq, "publish")
    chosen(client, faq, "publish")
    chosen(client, faq, "retire")
    assert [line[:3] for line in written()[-2:]] == [
        ("published", "reviewer", "FAQ-90"),
        ("retired", "reviewer", "FAQ-90"),
    ]


@pytest.mark.usefixtures("seed")
def test_an_export_is_written_down_for_whoever_is_known(
    client: Client, reader: User, bearer: Callable[..., Client], written: Written
) -> None:
    Client().get("/api/v1/export/")
    Client().get("/api/v1/export/", headers={"cookie": "sessionid=nobodys"})
    program = bearer(reader, Scope.READ)
    client.force_login(reader)
    program.get("/api/v1/export/?format=zip")
    client.get("/api/v1/export/")
    program.head("/api/v1/export/")
    told = [line for line in written() if line[0] == "exported"]
    assert told == [("exported", "robin", "zip", {}), ("exported", "robin", "ndjson", {})]


def test_no_line_holds_an_address_or_a_mail(client: Client, reader: User) -> None:
    client.post(
        "/account/sign-in/",
        {"username": "robin@lab.example", "password": PASSWORD},
        REMOTE_ADDR="203.0.113.9",
        headers={"user-agent": "Firefox of Robin"},
    )
    sign_in(client, "robin")
    everything = str(list(AuditEntry.objects.values()))
    assert all(word not in everything for word in ("203.0.113.9", "127.0.0.1", "lab.example", "Firefox"))
    columns = {field.name for field in AuditEntry._meta.get_fields()}
    assert columns == {"id", "at", "action", "who", "user", "about", "detail"}


def test_it_is_read_by_action_and_by_name(
    client: Client, member: Callable[[str], User], reader: User
) -> None:
    sign_in(Client(), "robin", "wrong")
    sign_in(Client(), "robin")
    client.force_login(member(roles.ADMINISTRATOR))
    page = client.get("/admin/knowledge/auditentry/?action__exact=sign-in-failed")
    assert {entry.action for entry in page.context["cl"].result_list} == {"sign-in-failed"}
    page = client.get("/admin/knowledge/auditentry/?who=robin")
    assert {entry.who for entry in page.context["cl"].result_list} == {"robin"}
    assert "methods: password" in page.content.decode()
