"""The same request sent twice does its work once: the Idempotency-Key header of a POST."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import APIException, ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from access.models import GivenAnswer, Token

HEADER = "Idempotency-Key"
REPEATED = "Idempotent-Replayed"
# long enough for a script that is started again the next morning
KEPT = timedelta(hours=24)
LONGEST_KEY = 200


class UsedOtherwise(APIException):
    status_code = 422
    default_detail = f"This {HEADER} was used for another request; take a new one for each."


def once(request: Request, work: Callable[[], Response]) -> Response:
    """The answer of `work`, which is done once for each key of a token; without a key each time.

    A repetition that arrives while the first is at work waits for it. What `work` raises leaves no trace, so
    that a corrected request may keep its key. Raises UsedOtherwise.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return work()
    if len(key) > LONGEST_KEY:
        raise ParseError(f"{HEADER} has {len(key)} characters; at most {LONGEST_KEY} are allowed.")
    with transaction.atomic():
        GivenAnswer.objects.filter(given_at__lt=timezone.now() - KEPT).delete()
        given, is_new = GivenAnswer.objects.get_or_create(
            token=cast(Token, request.auth), key=key, defaults={"fingerprint": _fingerprint(request)}
        )
        if not is_new:
            return _repeated(given, _fingerprint(request))
        answer = work()
        given.status, given.body = answer.status_code, answer.data
        given.location = answer.headers.get("Location", "")
        given.save()
    return answer


def _repeated(given: GivenAnswer, fingerprint: str) -> Response:
    if given.fingerprint != fingerprint:
        raise UsedOtherwise
    answer = Response(given.body, status=given.status, headers={REPEATED: "true"})
    if given.location:
        answer.headers["Location"] = given.location
    return answer


def _fingerprint(request: Request) -> str:
    parts = [str(request.method), request.get_full_path(), request.body.decode("utf-8", "replace")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
