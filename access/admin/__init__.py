"""Pages of an administrator: tokens, users, roles, and the audit log.

What allauth registers is left out: its tables hold the secrets of second factors, and all that is to be done
with them is an action of the user's page.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group, User

for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, Group, User):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

from access.admin import accounts, audit_log, tokens  # noqa: E402

__all__ = ["accounts", "audit_log", "tokens"]
