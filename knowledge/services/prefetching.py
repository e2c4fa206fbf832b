"""What is read along with a record or a claim, each in one query for all of them."""

from django.db.models import Prefetch

from knowledge.models import Citation, FirstStep, Sign, SignPointsToCause, Status, Term


def citations() -> "Prefetch[str]":
    """The citations of a claim, without those of references that are not public."""
    cited = Citation.objects.filter(reference__status=Status.PUBLISHED).select_related("reference")
    return Prefetch("citations", queryset=cited)


def terms() -> "Prefetch[str]":
    """Terms with their facets and parents."""
    return Prefetch("terms", queryset=Term.objects.select_related("facet", "parent__facet"))


def first_steps() -> "Prefetch[str]":
    """What to do before the cell is opened, with citations."""
    steps = FirstStep.objects.select_related("protocol").prefetch_related(citations())
    return Prefetch("first_steps", queryset=steps)


def signs() -> "Prefetch[str]":
    """Signs with citations, techniques and the published causes that they point to."""
    links = SignPointsToCause.objects.filter(cause__status=Status.PUBLISHED).select_related("cause__issue")
    found = Sign.objects.select_related("technique__facet")
    return Prefetch(
        "signs", queryset=found.prefetch_related(citations(), Prefetch("points_to", queryset=links))
    )
