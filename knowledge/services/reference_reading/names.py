"""A name in parts -> "Family, Given", so that `bibliography.names` takes it apart again alike."""


def written(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """`van der Waals Jr., Johannes`; a family name alone stands alone."""
    last = " ".join(filter(None, (part.strip() for part in (particle, family, suffix))))
    return ", ".join(filter(None, (last, given.strip())))
