"""Whether the portal can answer."""

from django.db import DatabaseError
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.api.parameters import read_format
from knowledge.api.problem import problem
from knowledge.api.serializers.status import HealthSerializer
from knowledge.api.views.public import PublicView


class HealthView(PublicView):
    """200 while the database answers, else 503; neither limited nor looking at tokens."""

    operation_id = "health"
    authentication_classes = []
    answer = HealthSerializer
    problems = (400, 406, 500, 503)

    def get(self, request: Request) -> HttpResponseBase:
        read_format(request.query_params, self.formats())
        try:
            revision = self.revision
        except DatabaseError:
            return problem(503, "The database does not answer.")
        answer = {"status": "ok", "database": "ok", "revision": revision}
        return Response(answer, headers={"Cache-Control": "no-store"})
