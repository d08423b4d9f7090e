"""The knowledge base: overview, interventions, working elements, themes, sources, instruments, words."""

from django.urls import include, path

from knowledge.views import elements, interventions, measuring, overview, sources, themes

app_name = "knowledge"
urlpatterns = [
    path("", overview.index, name="index"),
    path("interventies/", interventions.interventions, name="interventions"),
    path("interventies/<slug:slug>/", interventions.intervention, name="intervention"),
    path("elementen/", elements.elements, name="elements"),
    path("elementen/<slug:slug>/", elements.element, name="element"),
    path("themas/", themes.themes, name="themes"),
    path("themas/<slug:slug>/", themes.theme, name="theme"),
    path("bronnen/", sources.sources, name="sources"),
    path("bronnen/<slug:slug>/", sources.source, name="source"),
    path("meten/", measuring.instruments, name="instruments"),
    path("meten/<slug:slug>/", measuring.instrument, name="instrument"),
    path("woorden/", overview.glossary, name="glossary"),
    path("", include("knowledge.editing.urls")),
]
