"""The sitemap of cases and replies, included at the root: cases and topics hang under their practice."""

from django.urls import include, path

from forums.views import cases, ending, replies, topics

one_case = [
    path("", cases.case, name="case"),
    path("aanpassen/", cases.case_edit, name="case_edit"),
    path("uitkomst/", ending.case_outcome, name="case_outcome"),
    path("terughalen/", cases.case_withdrawal, name="case_withdrawal"),
]

app_name = "forums"
urlpatterns = [
    path("casussen/", cases.cases, name="cases"),
    path("casussen/vraag/", cases.ask, name="ask"),
    path("praktijken/<slug:slug>/casussen/", cases.practice_cases, name="practice_cases"),
    path("praktijken/<slug:slug>/casussen/nieuw/", cases.case_create, name="case_create"),
    path("praktijken/<slug:slug>/casussen/voorstellen/", cases.case_suggestions, name="case_suggestions"),
    path("praktijken/<slug:slug>/casussen/<key:pk>/", include(one_case)),
    path("praktijken/<slug:slug>/gesprekken/", topics.topics, name="topics"),
    path("praktijken/<slug:slug>/gesprekken/nieuw/", topics.topic_create, name="topic_create"),
    path("praktijken/<slug:slug>/gesprekken/<key:pk>/", topics.topic, name="topic"),
    path("kennis/themas/<slug:slug>/gesprekken/", topics.theme_topics, name="theme_topics"),
    path("kennis/themas/<slug:slug>/gesprekken/nieuw/", topics.theme_topic_create, name="theme_topic_create"),
    path("kennis/themas/<slug:slug>/gesprekken/<key:pk>/", topics.topic, name="theme_topic"),
    path("gesprek/<key:pk>/aanpassen/", topics.topic_edit, name="topic_edit"),
    path("gesprek/<key:pk>/terughalen/", topics.topic_withdrawal, name="topic_withdrawal"),
    path("gesprek/<key:pk>/reacties/", replies.replies, name="replies"),
    path("gesprek/reacties/<key:pk>/aanpassen/", replies.reply_edit, name="reply_edit"),
    path("gesprek/reacties/<key:pk>/terughalen/", replies.reply_withdrawal, name="reply_withdrawal"),
]
