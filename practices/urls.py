"""The sitemap of the practices, included at the root: some of it hangs under the pages of the knowledge base."""

from django.urls import include, path

from practices.views import directory, weigh, workspace

one_practice = [
    path("", workspace.practice, name="practice"),
    path("mensen/", workspace.people, name="people"),
    path("meedoen/", workspace.join, name="join"),
    path("vertrek/", workspace.departure, name="departure"),
    path("verzoeken/<int:pk>/", workspace.request_decision, name="request_decision"),
    path("bevestiging/<int:pk>/", workspace.confirmation, name="confirmation"),
    path("fasen/<int:pk>/", workspace.phase_move, name="phase_move"),
]

app_name = "practices"
urlpatterns = [
    path("praktijken/", directory.directory, name="directory"),
    path("praktijken/nieuw/", directory.practice_create, name="practice_create"),
    path("praktijken/uitnodiging/<str:token>/", workspace.invitation, name="invitation"),
    path("praktijken/<slug:slug>/", include(one_practice)),
    path("kennis/elementen/<slug:slug>/wegen/", weigh.weigh, name="weigh"),
]
