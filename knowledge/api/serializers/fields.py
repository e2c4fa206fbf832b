"""Fields that keep the promises of every answer: unknown is null, quantities are numbers."""

from decimal import Decimal
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.models import Facet, Record, Relation, Term
from knowledge.typography import typeset


@extend_schema_field(OpenApiTypes.STR)
class Text(serializers.Field[str, Any, str | None, str]):
    """A text that may be unknown: null, never ""."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        return value or None


@extend_schema_field(OpenApiTypes.STR)
class HTML(serializers.Field[str, Any, str, str]):
    """A plain text as safe HTML, with true subscripts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text="The text as safe HTML, with true subscripts", **kwargs)

    def to_representation(self, value: str) -> str:
        return str(typeset(value))


@extend_schema_field(OpenApiTypes.NUMBER)
class Quantity(serializers.Field[Decimal, Any, float, Decimal]):
    """A stored decimal as a JSON number; unknown is null. The unit stands in the name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Decimal) -> float:
        return int(value) if value == value.to_integral_value() else float(value)


# anyOf: the schema would name an enum of its own after each of its fields
@extend_schema_field({"anyOf": [{"type": "string", "enum": Relation.values}, {"type": "null"}]})
class RelationOf(serializers.Field[Record, Any, str | None, Record]):
    """How a stored number relates to the true one, as the source states it; null without a number."""

    def __init__(self, quantity: str, relation: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"Whether {quantity} is the value or a bound; null without a number")
        self.quantity = quantity
        self.relation = relation
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, value: Record) -> str | None:
        return None if getattr(value, self.quantity) is None else str(getattr(value, self.relation))


@extend_schema_field(OpenApiTypes.STR)
class Slug(serializers.Field[Term, Any, str, Term]):
    """The slug of a single term, or null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Term) -> str:
        return value.slug


@extend_schema_field(OpenApiTypes.STR)
class Code(serializers.Field[Record, Any, str | None, Record]):
    """The identifier of another record; null where there is none or it is not public.

    Where the context says `shows_drafts`, one that is not public is named too.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Record) -> str | None:
        return value.code if self.context.get("shows_drafts") or value.is_public else None


@extend_schema_field(
    {
        "type": "object",
        "description": "Slugs by facet, parents included",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
        "examples": [{"interface": ["anode"], "technique": ["eis"]}],
    }
)
class Terms(serializers.Field[Record, Any, dict[str, list[str]], Record]):
    """{"interface": ["anode"]}: the record's terms and their parents, as the search files it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Slugs of the vocabulary, parents included")
        super().__init__(source="*", **kwargs)

    def to_representation(self, value: Record) -> dict[str, list[str]]:
        filed = [term for own in value.terms.all() for term in (own, own.parent) if term is not None]
        found: dict[Facet, set[Term]] = {}
        for term in filed:
            found.setdefault(term.facet, set()).add(term)
        return {
            facet.slug: [term.slug for term in sorted(found[facet], key=_place)]
            for facet in sorted(found, key=lambda facet: (facet.position, facet.slug))
        }


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class TermsOfFacet(serializers.Field[Record, Any, list[str], Record]):
    """The slugs of the record's terms in one facet."""

    def __init__(self, facet: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"Slugs of the vocabulary: {facet}")
        self.facet = facet
        super().__init__(source="*", **kwargs)

    def to_representation(self, value: Record) -> list[str]:
        own = [term for term in value.terms.all() if term.facet.slug == self.facet]
        return [term.slug for term in sorted(own, key=_place)]


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Codes(serializers.Field[Any, Any, list[str], Any]):
    """The identifiers of related records that were read with the record."""

    def to_representation(self, value: Any) -> list[str]:
        return [record.code for record in value.all()]


def _place(term: Term) -> tuple[int, str]:
    return term.position, term.label
