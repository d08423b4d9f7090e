"""The sitemap of the stories."""

from django.urls import include, path

from stories.views import (
    answers,
    asking,
    files,
    free,
    hearing,
    helping,
    link,
    meaning,
    own,
    reading,
    recognition,
    telling,
)

telling_one = [
    path("link/", link.shown, name="link"),
    path("gebeurd/", telling.happened, name="gebeurd"),
    path("hielp/", telling.helped, name="hielp"),
    path("waarover/", telling.about, name="waarover"),
    path("kaarten/", telling.cards, name="kaarten"),
    path("zinnen/", meaning.which_sentence, name="zinnen"),
    path("betekenis/", meaning.what_it_means, name="betekenis"),
    path("lezers/", telling.readers, name="lezers"),
    path("nalezen/", telling.readback, name="nalezen"),
    path("code/", helping.code, name="code"),
    path("woorden/", helping.words, name="words"),
    path("bestanden/", files.media, name="media"),
    path("bestanden/opname/", files.recording_create, name="recording_create"),
    path("bestanden/foto/", files.photo_create, name="photo_create"),
    path("bestanden/<str:key>/", files.file_change, name="file_change"),
]
one_story = [
    path("", reading.story, name="story"),
    path("jouw/", own.own, name="own"),
    path("herkenning/", recognition.recognition, name="recognition"),
    path("lezers/", own.readers, name="readers"),
    path("antwoord/", answers.answer, name="answer"),
    path("antwoord/beoordeling/", answers.rating, name="rating"),
    path("antwoord/bedoeld/", answers.verdict, name="verdict"),
    path("meteen/", own.at_once, name="at_once"),
    path("momenten/", own.moments, name="moments"),
    path("langer/", own.longer, name="longer"),
    path("voorstel/", hearing.proposal, name="proposal"),
    path("bezwaar/", hearing.appeal, name="appeal"),
    path("aanpassing/", own.reopening, name="reopening"),
    path("terughalen/", own.withdrawal, name="withdrawal"),
    path("bestanden/<str:key>/weg/", files.file_removal, name="file_removal"),
    path("link/", link.renewal, name="link_renewal"),
    path("link/mail/", link.mailing, name="link_mail"),
]

app_name = "stories"
urlpatterns = [
    path("verhalen/", reading.stream, name="stream"),
    path("verhalen/vertel/", telling.begin, name="begin"),
    path("verhalen/vertel/vrij/", free.begin, name="free"),
    path("verhalen/vertel/gesproken/", files.spoken, name="spoken"),
    path("verhalen/vertel/samen/", helping.together, name="together"),
    path("verhalen/papier/", helping.paper, name="paper"),
    path("verhalen/papier/blad/", helping.sheet, name="sheet"),
    path("verhalen/papier/overtypen/", helping.type_in, name="type_in"),
    path("verhalen/vertel/<key:pk>/", include(telling_one)),
    path("verhalen/terug/<str:token>/", link.come_back, name="return"),
    path("verhalen/sluiten/", link.closing, name="closing"),
    path("verhalen/antwoorden/<key:pk>/aanpassen/", answers.answer_edit, name="answer_edit"),
    path("verhalen/antwoorden/<key:pk>/terughalen/", answers.answer_withdrawal, name="answer_withdrawal"),
    path("verhalen/antwoorden/<key:pk>/verandering/", answers.change_create, name="change_create"),
    path("verhalen/veranderingen/<key:pk>/", answers.change_settle, name="change_settle"),
    path("organisaties/", answers.organisations, name="organisations"),
    path("organisaties/<slug:slug>/", answers.organisation, name="organisation"),
    path("verhalen/<key:pk>/", include(one_story)),
    path("praktijken/<slug:slug>/vragen/", asking.questions, name="questions"),
    path("mijn/toestemmingen/", own.agreed, name="agreed"),
]
