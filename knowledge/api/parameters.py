"""What a list, and any other address of the API, is asked for; read with the search's own reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from knowledge.api.pagination import DEFAULT_LIMIT, LARGEST_LIMIT, BadCursor, Cursor, Ordering
from knowledge.models import SearchEntry, Status, Term
from knowledge.models.evidence import Grade
from knowledge.search.parameters import KINDS, ParameterReader, Parameters
from knowledge.search.terms import TermDirectory

PAGING = ("limit", "cursor")
# what a list can hold; all but the first for curators only
LISTED = (Status.PUBLISHED.value, Status.DRAFT.value, Status.IN_REVIEW.value)
_LARGEST_REVISION = 999_999_999


@dataclass(frozen=True)
class ListRequest:
    terms: dict[str, list[Term]]
    grades: list[str]
    choices: Q
    ranges: Q
    ordering: Ordering
    cursor: Cursor | None
    limit: int
    status: str = Status.PUBLISHED

    def narrow(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records with a chosen grade and any chosen term of each facet, as the search finds them."""
        entries = SearchEntry.objects.of_kinds([records.model.kind])
        for terms in self.terms.values():
            filed = entries.with_any_term([term.pk for term in terms])
            records = records.filter(pk__in=filed.values("object_id"))
        if self.grades:
            graded = entries.filter(evidence__in=self.grades)
            records = records.filter(pk__in=graded.values("object_id"))
        return records.filter(self.choices, self.ranges)


def read_list(
    parameters: Parameters,
    directory: TermDirectory,
    *,
    formats: Iterable[str],
    orderings: dict[str, str],
    ranges: Mapping[str, str],
    choices: Mapping[str, Iterable[str]],
    paged: bool,
) -> ListRequest:
    """What a list is asked for; raises BadParameters with every fault.

    `orderings` maps the names that a caller may order by to fields, the first being the default; `ranges`
    does so for numbers, each with `_min` and `_max`; `choices` are fields and the values that they take. A
    list that is not `paged` gives all rows.
    """
    reader = ParameterReader(parameters, directory)
    ends = [f"{name}_{end}" for name in ranges for end in ("min", "max")]
    facets = [facet.slug for facet in directory.facets]
    reader.reject_unknown(["format", "ordering", "status", *PAGING, *ends, *facets, "evidence", *choices])
    reject_repeated(reader, ["format", "ordering", "status", *PAGING, *ends])
    check_format(reader, formats)
    if not paged:
        reject_paging(reader, PAGING)
    ordering = _ordering(reader, orderings)
    request = ListRequest(
        terms=reader.terms(),
        grades=reader.choices("evidence", Grade.values),
        choices=_choices(reader, choices),
        ranges=_ranges(reader, ranges),
        ordering=ordering,
        cursor=_cursor(reader, ordering),
        limit=reader.whole_number("limit", DEFAULT_LIMIT, 1, LARGEST_LIMIT),
        status=next(iter(reader.choices("status", LISTED)), LISTED[0]),
    )
    if request.status != LISTED[0]:
        _reject_filing(reader, [*facets, "evidence"])
    reader.check()
    return request


def _reject_filing(reader: ParameterReader, names: Iterable[str]) -> None:
    """The search knows nothing of drafts; an empty list would look like an answer."""
    for name in names:
        if name in reader.parameters:
            detail = f"{name} narrows what is published; drafts are not filed yet."
            reader.fault(name, reader.parameters.get(name, ""), detail)


@dataclass(frozen=True)
class ChangesRequest:
    since: int
    kinds: list[str]
    cursor: Cursor | None
    limit: int


def read_changes(
    parameters: Parameters, ordering: Ordering, revision: int, *, formats: Iterable[str], paged: bool
) -> ChangesRequest:
    """What is asked of the changes at this revision; raises BadParameters with every fault."""
    reader = ParameterReader(parameters, TermDirectory([], {}, {}))
    reader.reject_unknown(["since", "kind", "format", *PAGING])
    reject_repeated(reader, ["since", "format", *PAGING])
    check_format(reader, formats)
    if not paged:
        reject_paging(reader, PAGING)
    request = ChangesRequest(
        since=_since(reader, revision),
        kinds=reader.choices("kind", KINDS),
        cursor=_cursor(reader, ordering),
        limit=reader.whole_number("limit", DEFAULT_LIMIT, 1, LARGEST_LIMIT),
    )
    reader.check()
    return request


def _since(reader: ParameterReader, revision: int) -> int:
    since = reader.whole_number("since", 0, 0, _LARGEST_REVISION)
    if since > revision:
        detail = (
            f"since is {since}, but the content is at revision {revision}: "
            "what you hold is a copy of something else; begin anew with since=0."
        )
        reader.fault("since", str(since), detail)
    return since


def read_format(parameters: Parameters, formats: Iterable[str], also: Iterable[str] = ()) -> None:
    """For an address with no parameters but the format and those in `also`; raises BadParameters."""
    reader = ParameterReader(parameters, TermDirectory([], {}, {}))
    reader.reject_unknown(["format", *also])
    reject_repeated(reader, ["format", *also])
    check_format(reader, formats)
    reader.check()


def check_format(reader: ParameterReader, formats: Iterable[str]) -> None:
    """An empty one is none: whoever gives it means something else than JSON."""
    allowed = list(formats)
    if reader.parameters.get("format") == "":
        reader.fault("format", "", "format is empty.", allowed)
    reader.choices("format", allowed)


def reject_repeated(reader: ParameterReader, names: Iterable[str]) -> None:
    """Of two values of one parameter, one would be silently ignored."""
    for name in names:
        values = reader.parameters.getlist(name)
        if len(values) > 1:
            reader.fault(name, values[0], f"{name} is given {len(values)} times; once is allowed.")


def reject_paging(reader: ParameterReader, names: Iterable[str]) -> None:
    """A page of a format that holds every row is a contradiction."""
    for name in names:
        if name in reader.parameters:
            detail = f"{name} has no meaning in this format, which always holds every row."
            reader.fault(name, reader.parameters.get(name, ""), detail)


def _ordering(reader: ParameterReader, fields: dict[str, str]) -> Ordering:
    names = [name for field in fields for name in (field, f"-{field}")]
    chosen = reader.choices("ordering", names)
    return Ordering.named(chosen[0] if chosen and chosen[0] in names else names[0], fields)


def _cursor(reader: ParameterReader, ordering: Ordering) -> Cursor | None:
    text = reader.parameters.get("cursor", "")
    if not text:
        return None
    try:
        return Cursor.decoded(text, ordering)
    except BadCursor as error:
        reader.fault("cursor", text[:40], str(error))
        return None


def _choices(reader: ParameterReader, allowed: Mapping[str, Iterable[str]]) -> Q:
    wanted = Q()
    for name, values in allowed.items():
        chosen = reader.choices(name, values)
        if chosen:
            wanted &= Q(**{f"{name}__in": chosen})
    return wanted


def _ranges(reader: ParameterReader, fields: Mapping[str, str]) -> Q:
    wanted = Q()
    for name, field in fields.items():
        least, most = reader.ends(name)
        if least is not None:
            wanted &= Q(**{f"{field}__gte": least})
        if most is not None:
            wanted &= Q(**{f"{field}__lte": most})
    return wanted
