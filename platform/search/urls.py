"""Where you search, and where editors steer it."""

from django.urls import path

from search.views import page, steering, verdicts

app_name = "search"
urlpatterns = [
    path("zoeken/", page.page, name="page"),
    path("zoeken/aanvullen/", page.typing, name="typing"),
    path("zoeken/oordeel/", verdicts.verdict, name="verdict"),
    path("zoeken/oordeel/<str:key>/", verdicts.thanks, name="thanks"),
    path("zoeken/synoniemen/", steering.synonyms, name="synonyms"),
    path("zoeken/synoniemen/nieuw/", steering.synonym_create, name="synonym_create"),
    path("zoeken/synoniemen/<key:pk>/", steering.synonym, name="synonym"),
    path("zoeken/synoniemen/<key:pk>/weg/", steering.synonym_removal, name="synonym_removal"),
    path("zoeken/synoniemen/terug/<key:pk>/", steering.synonym_undo, name="synonym_undo"),
    path("zoeken/volgorde/", steering.nudges, name="nudges"),
    path("zoeken/volgorde/<slug:kind>/<key:pk>/", steering.nudge_create, name="nudge_create"),
    path("zoeken/volgorde/<key:pk>/weg/", steering.nudge_removal, name="nudge_removal"),
    path("zoeken/vragen/", steering.unanswered, name="unanswered"),
]
