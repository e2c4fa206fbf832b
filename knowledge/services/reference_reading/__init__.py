"""Reading what reference managers write: BibTeX, RIS, CSL-JSON -> entries and every fault at once.

A broken entry loses no other. Each format (`bibtex`, `ris`, `csl_json`) makes `Found` of a text, `fitting`
says what of it a reference can hold, and `reading` does it all.
"""
