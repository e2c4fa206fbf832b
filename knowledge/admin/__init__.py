"""Curators' pages. Every write goes through `services`, in the transaction of the form.

A record is written by its form, its inlines and its terms; then `save_related` hands it to
`curation.saved`, which brings its search entry up to date. Nothing here decides what is public.
"""

from django.contrib import admin

from knowledge.admin import (
    experiences,
    faqs,
    gaps,
    importing,
    issues,
    protocols,
    references,
    resistance,
    sources,
    suggestions,
    vocabulary,
)

__all__ = [
    "experiences",
    "faqs",
    "gaps",
    "importing",
    "issues",
    "protocols",
    "references",
    "resistance",
    "sources",
    "suggestions",
    "vocabulary",
]

admin.site.site_header = "Interphase curators"
admin.site.site_title = "Interphase curators"
admin.site.index_title = "What is known"
# One at a time, and only what was never public: see RecordAdmin.
admin.site.disable_action("delete_selected")
