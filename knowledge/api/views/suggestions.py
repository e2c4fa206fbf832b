"""Suggestions by programs: the readers' queue, with a token in the place of the form's guards."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib.auth.models import User
from rest_framework.request import Request
from rest_framework.response import Response

from access import idempotency
from access.authentication import MaySuggest
from knowledge.api.serializers.suggestion import (
    COMMON,
    NewSuggestion,
    WrittenSuggestionSerializer,
    fields_of,
)
from knowledge.api.views.writing import WritingView, require_object
from knowledge.models import Suggestion
from knowledge.search.parameters import BadParameters, ParameterFault
from knowledge.services import suggesting
from knowledge.services.suggestion_form import SuggestionForm
from knowledge.services.targets import find_target

# whose form the schema says
_NEVER_EMPTY = ("details", "doi", "url", "heading", "record_kind", "quantity", "before", "after", "email")


class SuggestionsView(WritingView):
    """Propose a change to a record or a claim, or something that is missing; a curator reads every one."""

    operation_id = "suggestions_create"
    request_body = NewSuggestion
    answer = WrittenSuggestionSerializer
    permission_classes = [MaySuggest]

    def post(self, request: Request) -> Response:
        return idempotency.once(request, lambda: self._write(request))

    def _write(self, request: Request) -> Response:
        typed = _typed(request.data)
        code = typed.get("target", "")
        target = find_target(code) if code else None
        form = SuggestionForm(typed)
        faults = [
            ParameterFault(name, typed.get(name, ""), str(error), _allowed(name))
            for name, errors in form.errors.items()
            for error in errors
        ]
        if code and target is None:
            faults.insert(0, ParameterFault("target", code, f"target: nothing public is named {code}."))
        faults += [
            ParameterFault(name, typed[name], f"{name} is empty; leave it out where there is none.")
            for name in _NEVER_EMPTY
            if name in typed and not typed[name].strip() and name not in form.errors
        ]
        if not faults and (
            reason := suggesting.unfit(typed["kind"], form.answers, target.code if target else "")
        ):
            faults.append(ParameterFault("target", code, f"target: {reason}"))
        if faults:
            raise BadParameters(faults)
        given, user = form.cleaned_data, cast(User, request.user)
        written = suggesting.write(
            target.code if target else "",
            given["kind"],
            form.answers,
            name=given["name"] or user.get_full_name() or user.get_username(),
            email=given["email"] or user.email,
        )
        return Response(
            WrittenSuggestionSerializer(written).data,
            status=201,
            headers={"Location": written.get_absolute_url()},
        )


def _typed(data: Any) -> dict[str, str]:
    """The fields of the kind that is suggested, all of them texts; null says what leaving out says.

    Raises ParseError or BadParameters.
    """
    kind = data.get("kind") if isinstance(data, Mapping) else None
    known = fields_of(kind) if kind in Suggestion.Kind.values else [*SuggestionForm.base_fields, *COMMON]
    given = {name: value for name, value in require_object(data, known).items() if value is not None}
    faults = [
        ParameterFault(name, str(value), f"{name} must be a text.", _allowed(name))
        for name, value in given.items()
        if not isinstance(value, str)
    ]
    if faults:
        raise BadParameters(faults)
    return given


def _allowed(name: str) -> list[str]:
    return list(Suggestion.Kind.values) if name == "kind" else []
