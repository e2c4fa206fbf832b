"""What a copy of the portal must fetch or drop to be in step again."""

from collections.abc import Iterator, Sequence

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.api.pagination import Ordering, batches_of
from knowledge.api.parameters import read_changes
from knowledge.api.renderers import Row
from knowledge.api.schema import changes_parameters
from knowledge.api.serializers.changes import ChangeSerializer, ChangesSerializer
from knowledge.api.views.paged import PagedView
from knowledge.models import ContentChange
from knowledge.services import changes

# what changes during a walk goes to its end, so that it is met there and nothing is missed
BY_REVISION = Ordering("revision", "revision")


class ChangesView(PagedView):
    """What was published, changed or retired since a content revision; each record once, oldest first.

    A copy follows by asking with the `revision` of the last page that it was given.
    """

    file_name = "changes"
    operation_id = "changes"
    answer = ChangesSerializer

    def documented_parameters(self) -> Sequence[OpenApiParameter]:
        return changes_parameters()

    def get(self, request: Request) -> HttpResponseBase:
        is_streamed = self.is_streamed(request)
        asked = read_changes(
            request.query_params,
            BY_REVISION,
            self.revision,
            formats=self.formats(),
            paged=not is_streamed,
        )
        rows = changes.since(asked.since)
        if asked.kinds:
            rows = rows.filter(kind__in=asked.kinds)
        row = ChangeSerializer()
        if is_streamed:
            return self.streamed(request, self._every(batches_of(rows, BY_REVISION)), row.fields)
        page = self.page(rows, BY_REVISION, asked.cursor, asked.limit)
        return Response(
            {
                "since": asked.since,
                "revision": self.revision,
                "next": self.address(page.next),
                "previous": self.address(page.previous),
                "results": [row.to_representation(change) for change in page.records],
            }
        )

    def _every(self, batches: Iterator[list[ContentChange]]) -> Iterator[Row]:
        row = ChangeSerializer()
        return (row.to_representation(change) for batch in batches for change in batch)
