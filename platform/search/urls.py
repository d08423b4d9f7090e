"""Where you search."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("zoeken/", views.page, name="page"),
    path("zoeken/aanvullen/", views.typing, name="typing"),
]
