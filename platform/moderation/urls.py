"""Addresses of reading along."""

from django.urls import path

from moderation.views import concerns, figures, proposals, reviews

app_name = "moderation"
urlpatterns = [
    path("moderatie/", reviews.queue, name="queue"),
    path("moderatie/cijfers/", figures.page, name="figures"),
    path("moderatie/<key:pk>/", reviews.review, name="review"),
    path("moderatie/<key:pk>/besluit/", reviews.decision, name="decision"),
    path("moderatie/<key:pk>/tweede/", reviews.second, name="second"),
    path("moderatie/<key:pk>/voorstel/", proposals.proposal, name="proposal"),
    path("moderatie/<key:pk>/zorg/", concerns.start, name="concern_start"),
    path("moderatie/zorg/<key:pk>/", concerns.concern, name="concern"),
    path("moderatie/zorg/<key:pk>/vasthouden/", concerns.takeover, name="concern_takeover"),
]
