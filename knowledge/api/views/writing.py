"""What every address has in common that takes something in: a token, a JSON object, and no more than fits."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from access import idempotency
from knowledge.api.parameters import read_format
from knowledge.api.schema import header_parameter
from knowledge.api.views.public import PublicView
from knowledge.search.parameters import BadParameters, ParameterFault


class StrictJSONParser(JSONParser):
    """Refuses what JSON allows and no answer could repeat."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            data = super().parse(*args, **kwargs)
            json.dumps(data, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except UnicodeEncodeError as error:
            raise ParseError("The body holds half of a pair of surrogates, which is no character.") from error
        return data


class Writing(PublicView):
    """A token and a JSON object, of a length that Django measures."""

    parser_classes = [StrictJSONParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if not hasattr(self, str(request.method).lower()):
            # said before anything else is: of a method that there is not, no parameter is wrong
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)
        if request.method not in SAFE_METHODS:
            read_format(request.query_params, self.formats())
        # read here, where Django measures it; REST framework's parser would take any length
        request._request.body  # noqa: B018


class WritingView(Writing):
    http_method_names = ["post", "options"]
    problems = (400, 401, 403, 406, 413, 415, 422, 500)
    answer_status = 201

    def documented_parameters(self) -> list[Any]:
        return [key_parameter()]


def key_parameter() -> OpenApiParameter:
    about = "Any text of yours; the same request with the same key does its work once in 24 hours"
    return header_parameter(idempotency.HEADER, about)


def require_object(data: Any, allowed: Iterable[str]) -> Mapping[str, Any]:
    """A JSON object that has no other names than these. Raises ParseError or BadParameters."""
    if not isinstance(data, Mapping):
        raise ParseError("The body must be a JSON object.")
    names = sorted(allowed)
    unknown = [name for name in data if name not in names]
    if unknown:
        raise BadParameters(
            [ParameterFault(name, str(data[name]), f"{name} is not a field.", names) for name in unknown]
        )
    return data
