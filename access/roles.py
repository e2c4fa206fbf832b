"""Who may do what: five roles, each of which may do what those before it may, and something more.

A role is a group of Django's, written by a migration (access/migrations/0003_roles.py) from the sets below.
The table in CONTRIBUTING.md says the same in words; tests/access/test_roles.py keeps the two together.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AnonymousUser, User

READER, CONTRIBUTOR, CURATOR = "Reader", "Contributor", "Curator"
REVIEWER, ADMINISTRATOR = "Reviewer", "Administrator"

# a model that must be given to the migration before permissions on it can be: its app has to be there
_APPS = ("auth", "knowledge", "access")

_RECORDS = ("issue", "cause", "remedy", "faq", "protocol", "resistancerecord", "reference")
_PARTS = (
    *("citation", "firststep", "sign", "signpointstocause", "remedyaddressescause", "referencecandidate"),
    *("faqpoint", "stage", "step", "pitfall", "parameter", "outcome"),
)
_VOCABULARY = ("facet", "term")
_SOURCES = ("sourcedocument", "curatornote")

WRITE_DRAFTS = ("knowledge.add_issue", "knowledge.change_issue")


def _all(app: str, models: Iterable[str], *actions: str) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in actions}


# A suggestion holds the name and the mail of whoever wrote it: only those see it who answer it.
_MORE: dict[str, set[str]] = {
    READER: {
        "access.enter_admin",
        *_all("knowledge", (*_RECORDS, *_PARTS, *_VOCABULARY, *_SOURCES, "searchgap"), "view"),
    },
    # to take a citation or a step out of a draft is to change the draft
    CONTRIBUTOR: _all("knowledge", _RECORDS, "add", "change")
    | _all("knowledge", _PARTS, "add", "change", "delete"),
    CURATOR: {
        "access.import_records",
        "access.handle_suggestions",
        "knowledge.delete_searchgap",
        *_all("knowledge", _RECORDS, "delete"),
        *_all("knowledge", (*_VOCABULARY, *_SOURCES), "add", "change", "delete"),
        *_all("knowledge", ("suggestion",), "view", "change"),
    },
    REVIEWER: {"access.review_records"},
    # nobody is deleted: whoever leaves becomes inactive, so that what they did keeps its name
    ADMINISTRATOR: {
        "access.read_audit_log",
        *_all("auth", ("user",), "view", "add", "change"),
        *_all("auth", ("group",), "view", "add", "change", "delete"),
        *_all("access", ("token",), "view", "add", "change"),
    },
}
ROLES = tuple(_MORE)


def permissions_of(role: str) -> set[str]:
    """Everything that the role may do, as `app.codename`."""
    return set().union(*(_MORE[each] for each in ROLES[: ROLES.index(role) + 1]))


def may_enter(user: User | AnonymousUser) -> bool:
    """Whether the curators' pages open: to every role, and to whoever is staff without one."""
    return user.is_active and (user.is_staff or user.has_perm("access.enter_admin"))


def may_write_drafts(user: User) -> bool:
    return user.is_active and user.has_perms(WRITE_DRAFTS)


def needs_second_factor(user: User) -> bool:
    """Whether one of the user's roles is among those for which the lab requires it; superusers have all."""
    required = settings.SECOND_FACTOR_ROLES
    return bool(required) and (user.is_superuser or user.groups.filter(name__in=required).exists())


def write(apps: Any, schema_editor: Any) -> None:
    """Make the five groups what this file says; to be called again by a migration that adds to it.

    Creates the permissions first, which Django itself does only after all migrations.
    """
    for label in _APPS:
        config = apps.get_app_config(label)
        # without it, Django takes the app of a migration for one without models
        config.models_module = True
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        f"{each.content_type.app_label}.{each.codename}": each
        for each in permission.objects.select_related("content_type")
    }
    for role in ROLES:
        given = [known[name] for name in permissions_of(role) if name in known]
        group.objects.get_or_create(name=role)[0].permissions.set(given)


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()
