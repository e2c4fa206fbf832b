"""Words of the index that no text holds: everything under a term, and a whole identifier."""


def term_word(term_id: int) -> str:
    """Stands in every entry filed under the term; no normalised word has a #."""
    return f"#{term_id}"


def identifier_word(code: str) -> str:
    """An identifier in any letter case as one word: the normaliser would make t an 01 of T-AN-01."""
    return f"={code.lower()}"
