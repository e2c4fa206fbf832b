"""Which kind of record an asker wants: told by how the question begins, never by who asks."""

import re

from knowledge.search.quantities import quantities_in

_CUES = (
    (
        "reference",
        re.compile(r"\b(?:10\.\d{4,9}/\S+|doi|et al|paper|review|article|authors?|references?)\b", re.I),
    ),
    (
        "protocol",
        re.compile(
            r"\b(?:how (?:do|can|should|to)\b|protocols?|procedures?|recipes?|step[- ]by[- ]step|SOP)\b", re.I
        ),
    ),
    ("faq", re.compile(r"^(?:what|why|which|who|when|does|do|is|are|can|should)\b|\?\s*$", re.I)),
)
_MEASURED = re.compile(r"^q[\dd]+(?:ohmcm2|macm2)$")


def favoured_kind(text: str) -> str:
    """The kind of record that a text asks for; empty where nothing tells."""
    if any(_MEASURED.match(word) for word in quantities_in(text)):
        return "resistance"
    return next((kind for kind, cue in _CUES if cue.search(text)), "")


# Words of the asking rather than of the cell. PostgreSQL's stop words are left out altogether; these say a
# little, and in a portal of a few hundred records each is so rare that it would outweigh the subject.
_ASKING = frozenset(
    re.findall(
        r"\w+",
        """
        actually already although always another anybody anyone anything apparently approach ask
        away back become becomes begin behave believe best better bit bring build built care case
        cause causes certain choose come comes common completely correct could course decide deal
        despite different difference directly easily else end especially etc ever every everything
        exactly example expect explain fact fairly far feel find fine first follow found fully gave
        general get gets getting give given gives go goes going gone good got great guess handle
        happen happened happening happens hard hardly have having hear help helps here hint hints
        hope however idea immediately important instead interesting involve just keep keeps kind
        know known last late lately later least less let like likely little long look looks lot lots
        made main make makes making many matter may maybe mean means might mine mind most mostly
        much must my name near nearly need needed needs never new next nice normal normally nothing
        notice now often ok okay old one onto open ordinary others ought people per perhaps place
        please plenty point possible possibly practically present prevent probably problem problems
        properly provide put question quick quickly quite rather read real really reason recently
        recommend related right run said same say says see seem seems seen several shall show shows
        side simple simply slightly small so someone something sometimes somewhat soon sort start
        started stay step still stop stuff suddenly suggest suppose sure take takes taking talk tell
        tend thank thanks thing things think though together told too took toward towards tried try
        trying turn turns two type typical typically understand unless until use used useful uses
        using usual usually various very via want wanted wants way ways week well went whatever
        whether while whole will within without wonder work working works would write wrong yes yet
        """,
    )
)
ASKING_WEIGHT = 0.3


def asked_weight(word: str) -> float:
    """What a typed word counts: less where it belongs to the asking."""
    return ASKING_WEIGHT if word in _ASKING else 1.0
