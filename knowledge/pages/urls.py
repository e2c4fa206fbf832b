"""Addresses of the pages. They are a public promise: add freely, change none."""

from django.urls import path, re_path

from knowledge.pages import (
    about,
    cite,
    claims,
    data,
    faqs,
    home,
    identifiers,
    issues,
    map,
    offline,
    protocols,
    references,
    search,
    suggest,
    terms,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("issues/", issues.issues, name="issues"),
    path("issues/<str:code>/", issues.issue, name="issue"),
    re_path(r"^(?P<section>issues|faqs|data|protocols)/(?P<code>[^/]+)/cite/$", cite.cite, name="cite"),
    path("causes/", claims.causes, name="causes"),
    path("remedies/", claims.remedies, name="remedies"),
    path("faqs/", faqs.faqs, name="faqs"),
    path("faqs/<str:code>/", faqs.faq, name="faq"),
    path("data/", data.data, name="data"),
    path("data/<str:code>/", data.resistance, name="resistance"),
    path("protocols/", protocols.protocols, name="protocols"),
    path("protocols/<str:code>/", protocols.protocol, name="protocol"),
    path("references/", references.references, name="references"),
    path("references/<str:code>/", references.reference, name="reference"),
    path("map/", map.knowledge_map, name="map"),
    path("techniques/<slug:slug>/", terms.term, {"facet": "technique"}, name="technique"),
    path("materials/<slug:slug>/", terms.term, {"facet": "material"}, name="material"),
    path("mechanisms/<slug:slug>/", terms.term, {"facet": "mechanism"}, name="mechanism"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("suggest/<str:token>/", suggest.suggestion, name="suggestion"),
    path("about/", about.about, name="about"),
    path("about/evidence/", about.evidence, name="evidence"),
    path("about/shortcuts/", about.shortcuts, name="shortcuts"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("offline/", offline.offline, name="offline"),
    path("sw.js", offline.service_worker, name="service_worker"),
    # Identifiers hold a hyphen and pages do not, so this cannot hide a page.
    re_path(r"^(?P<code>[A-Za-z]+-[A-Za-z0-9.-]+)/?$", identifiers.identifier, name="identifier"),
]
