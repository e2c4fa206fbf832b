"""Under what terms the knowledge may be used, as every export says it."""

LICENCE = (
    "Every record names the sources that it rests on and, in license_note, what the document it was taken "
    "from asks for. The software is under the Apache License 2.0; that does not extend to texts of others."
)
CONDITION = (
    "For research use only: check every value against the cited source before you change an experiment."
)
