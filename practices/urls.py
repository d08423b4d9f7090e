"""The sitemap of the practices."""

from django.urls import path

from practices.views import directory, workspace

app_name = "practices"
urlpatterns = [
    path("", directory.directory, name="directory"),
    path("nieuw/", directory.practice_create, name="practice_create"),
    path("uitnodiging/<str:token>/", workspace.invitation, name="invitation"),
    # Inside one practice
    path("<slug:slug>/", workspace.practice, name="practice"),
    path("<slug:slug>/mensen/", workspace.people, name="people"),
    path("<slug:slug>/meedoen/", workspace.join, name="join"),
    path("<slug:slug>/vertrek/", workspace.departure, name="departure"),
    path("<slug:slug>/verzoeken/<int:pk>/", workspace.request_decision, name="request_decision"),
    path("<slug:slug>/fasen/<int:pk>/", workspace.phase_move, name="phase_move"),
]
