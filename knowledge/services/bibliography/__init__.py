"""References for reference managers: CSL-JSON, BibTeX and RIS, all written from one CSL item."""
