"""A list in pages by cursor."""

from typing import Any

from django.db.models import QuerySet

from knowledge.api.pagination import BadCursor, Cursor, Ordering, Page, page_of
from knowledge.api.views.public import ListView
from knowledge.search.parameters import BadParameters, ParameterFault


class PagedView(ListView):
    def page(self, rows: QuerySet[Any], ordering: Ordering, cursor: Cursor | None, limit: int) -> Page:
        """Raises BadParameters."""
        try:
            return page_of(rows, ordering, cursor, limit)
        except BadCursor as error:
            value = self.request.query_params["cursor"]
            raise BadParameters([ParameterFault("cursor", value, str(error))]) from error

    def address(self, cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        parameters = self.request.query_params.copy()
        parameters["cursor"] = cursor.encoded()
        return self.request.build_absolute_uri(f"{self.request.path}?{parameters.urlencode()}")
