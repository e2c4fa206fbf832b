"""What allauth asks the portal: who may have an account, what is written down, where a request came from."""

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from qrcode.image.svg import SvgPathFillImage

from access import callers, roles
from knowledge.services import audit
from knowledge.services.audit import Action

# what allauth would tell by mail; the log has it whether there is mail or not
_NOTED = {
    "account/email/password_changed": (Action.PASSWORD_CHANGED, "by its owner"),
    "account/email/password_set": (Action.PASSWORD_CHANGED, "by its owner"),
    "account/email/password_reset": (Action.PASSWORD_CHANGED, "by mail"),
    "mfa/email/totp_activated": (Action.SECOND_FACTOR_CHANGED, "authenticator app added"),
    "mfa/email/totp_deactivated": (Action.SECOND_FACTOR_CHANGED, "authenticator app removed"),
    "mfa/email/webauthn_added": (Action.SECOND_FACTOR_CHANGED, "security key added"),
    "mfa/email/webauthn_removed": (Action.SECOND_FACTOR_CHANGED, "security key removed"),
    "mfa/email/recovery_codes_generated": (Action.SECOND_FACTOR_CHANGED, "new recovery codes"),
}
# the page that follows says as much
_UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Please enter a correct username and password. "
        "Note that both fields may be case-sensitive.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return callers.network(request)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        used = [each["method"] for each in request.session.get("account_authentication_methods", [])]
        audit.note(Action.SIGNED_IN, user, user, methods=used)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A name that is no account's is not kept: it may be a password, typed into the wrong field."""
        known = User.objects.filter(username=credentials.get("username", "")).first()
        audit.note(Action.SIGN_IN_FAILED, None, known or "")

    def logout(self, request: HttpRequest) -> None:
        audit.note(Action.SIGNED_OUT, request.user, request.user)
        super().logout(request)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        if template_prefix in _NOTED:
            action, how = _NOTED[template_prefix]
            audit.note(action, user, user, how=how)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in _UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """Dark on white in either theme: a camera does not read the reverse."""
        drawn: bytes = qrcode.make(url, image_factory=SvgPathFillImage).to_string()
        return drawn.decode()


class InstitutionAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        is_open: bool = settings.OIDC_CREATES_READERS
        return is_open

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Whoever the institution knows reads; what more they may do, an administrator says."""
        user = super().save_user(request, sociallogin, form)
        user.groups.add(Group.objects.get(name=roles.READER))
        return user
