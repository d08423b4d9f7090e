"""The sitemap of cases, talk and sessions, included at the root: most of it hangs under its practice."""

from django.urls import include, path

from forums.views import case_templates, cases, ending, replies, room, room_harvest, room_planning, states, topics

one_case = [
    path("", cases.case, name="case"),
    path("aanpassen/", cases.case_edit, name="case_edit"),
    path("uitkomst/", ending.case_outcome, name="case_outcome"),
    path("terughalen/", cases.case_withdrawal, name="case_withdrawal"),
    path("stand/", states.case_state, name="case_state"),
    path("terugblik/", ending.look_back_create, name="look_back_create"),
    path("terugblik/<key:told>/terughalen/", ending.look_back_withdrawal, name="look_back_withdrawal"),
]

one_session = [
    path("", room_planning.session, name="session"),
    path("aanpassen/", room_planning.session_edit, name="session_edit"),
    path("afzegging/", room_planning.session_cancellation, name="session_cancellation"),
    path("vertrek/", room_planning.session_departure, name="session_departure"),
    path("kamer/", room.room, name="room"),
    path("kamer/tafel/", room.room_table, name="room_table"),
    path("kamer/klok/", room.room_clock, name="room_clock"),
    path("kamer/werk/", room.room_work, name="room_work"),
    path("kamer/teksten/<key:note>/", room.room_note, name="room_note"),
    path("kamer/opening/", room.room_opening, name="room_opening"),
    path("kamer/stap/", room.room_step, name="room_step"),
    path("kamer/pauze/", room.room_pause, name="room_pause"),
    path("kamer/tijd/", room.room_extension, name="room_extension"),
    path("kamer/beurt/", room.room_turn, name="room_turn"),
    path("kamer/begeleiding/", room.room_hand_over, name="room_hand_over"),
    path("kamer/einde/", room.room_closing, name="room_closing"),
    path("scherm/", room.room_screen, name="room_screen"),
    path("oogst/", room_harvest.room_harvest, name="room_harvest"),
    path("oogst/inzicht/", room_harvest.room_finding_create, name="room_finding_create"),
    path("oogst/inzicht/<key:part_pk>/", room_harvest.room_finding, name="room_finding"),
    path("oogst/taak/", room_harvest.room_task_create, name="room_task_create"),
    path("oogst/taak/<key:part_pk>/", room_harvest.room_task, name="room_task"),
    path("oogst/verslag/", room_harvest.room_minutes, name="room_minutes"),
    path("oogst/rondvraag/", room_harvest.room_review, name="room_review"),
    path("oogst/oordeel/", room_harvest.room_assent, name="room_assent"),
    path("oogst/delen/", room_harvest.room_sharing, name="room_sharing"),
]

app_name = "forums"
urlpatterns = [
    path("casussen/", cases.cases, name="cases"),
    path("casussen/vraag/", cases.ask, name="ask"),
    path("casussen/sjablonen/", case_templates.case_templates, name="case_templates"),
    path("casussen/sjablonen/nieuw/", case_templates.case_template_create, name="case_template_create"),
    path("casussen/sjablonen/<key:pk>/", case_templates.case_template, name="case_template"),
    path("casussen/sjablonen/<key:pk>/weghalen/", case_templates.case_template_removal, name="case_template_removal"),
    path("praktijken/<slug:slug>/casussen/sjablonen/", case_templates.case_templates, name="case_templates"),
    path(
        "praktijken/<slug:slug>/casussen/sjablonen/nieuw/",
        case_templates.case_template_create,
        name="case_template_create",
    ),
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
    path("praktijken/<slug:slug>/bijeenkomsten/", room_planning.sessions, name="sessions"),
    path("praktijken/<slug:slug>/bijeenkomsten/nieuw/", room_planning.session_create, name="session_create"),
    path("praktijken/<slug:slug>/bijeenkomsten/<key:pk>/", include(one_session)),
    path("gesprek/<key:pk>/reacties/", replies.replies, name="replies"),
    path("gesprek/<key:pk>/namen/", replies.talk_names, name="talk_names"),
    path("gesprek/reacties/<key:pk>/", replies.reply, name="reply"),
    path("gesprek/reacties/<key:pk>/eerder/", replies.reply_earlier, name="reply_earlier"),
    path("gesprek/reacties/<key:pk>/aanpassen/", replies.reply_edit, name="reply_edit"),
    path("gesprek/reacties/<key:pk>/terughalen/", replies.reply_withdrawal, name="reply_withdrawal"),
]
