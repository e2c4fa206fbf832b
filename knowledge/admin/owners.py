"""What a part of a record stands in: a step in its stage, a stage in its protocol, a point in its answer."""

from django.db.models import Model

from knowledge.models import FAQPoint, FirstStep, Pitfall, Record, Sign, Stage, Step

OWNERS: dict[type[Model], str] = {
    FirstStep: "issue",
    Sign: "issue",
    FAQPoint: "faq",
    Stage: "protocol",
    Step: "stage",
    Pitfall: "protocol",
}


def owner_of(part: Model) -> Model:
    """What the part is listed on."""
    owner: Model = getattr(part, OWNERS[type(part)])
    return owner


def record_of(part: Model) -> Record:
    """The record that holds the part, at whatever level; a record holds itself."""
    return part if isinstance(part, Record) else record_of(owner_of(part))


def was_public(part: Model | None) -> bool:
    """Whether the identifiers of the parts may already be cited."""
    return part is not None and record_of(part).published_at is not None
