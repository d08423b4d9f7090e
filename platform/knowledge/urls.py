"""The knowledge base: overview, interventions, working elements, themes."""

from django.urls import path

from knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("", views.index, name="index"),
    path("interventies/", views.interventions, name="interventions"),
    path("interventies/<slug:slug>/", views.intervention, name="intervention"),
    path("elementen/", views.elements, name="elements"),
    path("elementen/<slug:slug>/", views.element, name="element"),
    path("themas/", views.themes, name="themes"),
    path("themas/<slug:slug>/", views.theme, name="theme"),
]
