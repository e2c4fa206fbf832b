"""The sign-in form."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        # the link to a new password stands below the form
        self.fields["password"].help_text = ""
        self.fields["login"].label = "User name"

    def add_prefix(self, field_name: str) -> str:
        """`username`, as Django's own form has it: password managers and scripts know that name."""
        name: str = super().add_prefix({"login": "username"}.get(field_name, field_name))
        return name
