"""The five zones of a cell as searches, and how much is filed under each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q

from knowledge.models import FAQ, Issue, ResistanceRecord, SearchIndex, Term

KINDS_COUNTED = (Issue, FAQ, ResistanceRecord)


@dataclass(frozen=True)
class Zone:
    """`terms` are pairs of facet and term, as in the address of a search: one of each facet must be there."""

    name: str
    is_interface: bool
    terms: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        return urlencode(self.terms)


@dataclass(frozen=True)
class CountedZone:
    """`issues`, `faqs` and `values` are what the search of the zone finds of these kinds."""

    zone: Zone
    issues: int
    faqs: int
    values: int


# The vocabulary knows two interfaces and the electrolyte; what happens within an electrode is told by its
# mechanism.
ZONES = (
    Zone(
        "Sodium anode",
        False,
        (
            ("interface", "anode"),
            ("mechanism", "void"),
            ("mechanism", "volume"),
            ("mechanism", "creep"),
            ("mechanism", "inventory"),
        ),
    ),
    Zone("Anode interface", True, (("interface", "anode"),)),
    Zone("Solid electrolyte", False, (("interface", "electrolyte"),)),
    Zone("Cathode interface", True, (("interface", "cathode"),)),
    Zone(
        "Cathode composite",
        False,
        (("interface", "cathode"), ("mechanism", "volume"), ("mechanism", "crack")),
    ),
)


def counted_zones() -> list[CountedZone]:
    """All five from left to right in two queries; none where the vocabulary lacks a term of one of them."""
    keys = _keys()
    if any(pair not in keys for zone in ZONES for pair in zone.terms):
        return []
    filed = {
        f"zone_{place}": Count("pk", filter=_filed_under(zone, keys)) for place, zone in enumerate(ZONES)
    }
    index = SearchIndex.objects.filter(kind__in=[model.kind for model in KINDS_COUNTED]).order_by()
    rows = index.values_list("kind").annotate(**filed)
    counts = {kind: found for kind, *found in rows}
    return [
        CountedZone(
            zone, *(counts[model.kind][place] if model.kind in counts else 0 for model in KINDS_COUNTED)
        )
        for place, zone in enumerate(ZONES)
    ]


def _keys() -> dict[tuple[str, str], int]:
    wanted = {pair for zone in ZONES for pair in zone.terms}
    found = Term.objects.filter(facet__slug__in={facet for facet, _ in wanted}).order_by()
    rows = found.values_list("facet__slug", "slug", "pk")
    return {(facet, slug): key for facet, slug, key in rows if (facet, slug) in wanted}


def _filed_under(zone: Zone, keys: dict[tuple[str, str], int]) -> Q:
    by_facet: dict[str, list[int]] = {}
    for facet, slug in zone.terms:
        by_facet.setdefault(facet, []).append(keys[facet, slug])
    filed = Q()
    for found in by_facet.values():
        filed &= Q(facets__overlap=found)
    return filed
