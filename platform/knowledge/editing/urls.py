"""Where editors work, where others proof-read, and the list of versions for everybody; part of the knowledge base."""

from django.urls import path

from knowledge.editing.views import drafts, log, proofs

urlpatterns = [
    path("redactie/", drafts.desk, name="desk"),
    path("redactie/nieuw/<slug:word>/", drafts.create, name="create"),
    path("redactie/bewerk/<slug:word>/<key:pk>/", drafts.edit, name="edit"),
    path("redactie/klad/<key:pk>/", drafts.draft, name="draft"),
    path("redactie/klad/<key:pk>/aanbod/", proofs.offer, name="version_offer"),
    path("redactie/klad/<key:pk>/terugname/", proofs.take_back, name="version_return"),
    path("redactie/klad/<key:pk>/afwijzing/", proofs.drop, name="version_drop"),
    path("redactie/klad/<key:pk>/publicatie/", proofs.publication, name="version_publication"),
    path("redactie/terug/<key:pk>/", log.undo, name="undo"),
    path("proeflezen/", proofs.proofs, name="proofs"),
    path("proeflezen/<key:pk>/", proofs.proof, name="proof"),
    path("<slug:place>/<slug:slug>/versies/", log.versions, name="versions"),
]
