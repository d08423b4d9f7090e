"""The sitemap of the practices, included at the root: some of it hangs under the pages of the knowledge base."""

from django.urls import URLPattern, include, path

from practices.views import (
    adoptions,
    answers,
    assessment,
    candidates,
    citations,
    difference,
    directory,
    exchange,
    gate,
    insights,
    merging,
    proposals,
    remarks,
    revisits,
    said,
    saving,
    weigh,
    workspace,
)

one_practice = [
    path("", workspace.practice, name="practice"),
    path("mensen/", workspace.people, name="people"),
    path("meedoen/", workspace.join, name="join"),
    path("vertrek/", workspace.departure, name="departure"),
    path("verzoeken/<key:pk>/", workspace.request_decision, name="request_decision"),
    path("bevestiging/<key:pk>/", workspace.confirmation, name="confirmation"),
    path("verschilkaart/", difference.practice, name="difference_practice"),
    path("fasen/<key:pk>/", workspace.phase_move, name="phase_move"),
    path("inzichten/", insights.insights, name="insights"),
    path("inzichten/nieuw/", insights.insight_create, name="insight_create"),
    path("inzichten/<key:pk>/", insights.insight, name="insight"),
    path("inzichten/<key:pk>/aanpassen/", insights.insight_edit, name="insight_edit"),
    path("inzichten/<key:pk>/delen/", insights.insight_share, name="insight_share"),
    path("inzichten/<key:pk>/intrekking/", insights.insight_withdrawal, name="insight_withdrawal"),
    path("inzichten/<key:pk>/doorsturen/", insights.insight_passing_on, name="insight_passing_on"),
    path("inzichten/<key:pk>/voorstel/", proposals.proposal_create, name="proposal_create"),
    path("inzichten/<key:pk>/overnemen/", adoptions.adoption_create, name="adoption_create"),
    path("overgenomen/<key:pk>/", adoptions.adoption, name="adoption"),
    path("zelftest/", assessment.assessments, name="assessments"),
    path("zelftest/nieuw/", assessment.assessment_create, name="assessment_create"),
    path("zelftest/<key:pk>/", assessment.assessment, name="assessment"),
    path("zelftest/<key:pk>/invullen/", assessment.assessment_sheet, name="assessment_sheet"),
    path("zelftest/<key:pk>/inleveren/", assessment.assessment_handing, name="assessment_handing"),
    path("zelftest/<key:pk>/sluiten/", assessment.assessment_closing, name="assessment_closing"),
    path("zelftest/<key:pk>/vergelijken/", assessment.assessment_agreement, name="assessment_agreement"),
    path("zelftest/<key:pk>/verbeterpunt/", assessment.improvement, name="improvement"),
    path("zelftest/<key:pk>/verbeterpunt/klaar/", assessment.improvement_finishing, name="improvement_finishing"),
]


def said_of(kind: str, where: str) -> list[URLPattern]:
    """Give the pages with what people say of one kind of thing in the knowledge base."""
    name, is_about = f"remarks_{kind}", {"kind": kind}
    return [
        path(f"kennis/{where}/opmerkingen/", remarks.remarks, is_about, name=name),
        path(f"kennis/{where}/opmerkingen/nieuw/", remarks.remark_create, is_about, name=f"{name}_new"),
    ]


app_name = "practices"
urlpatterns = [
    path("praktijken/", directory.directory, name="directory"),
    path("praktijken/nieuw/", directory.practice_create, name="practice_create"),
    path("wat-weten-we-al/", gate.known, name="known"),
    path("praktijken/uitnodiging/<str:token>/", workspace.invitation, name="invitation"),
    path("praktijken/<slug:slug>/", include(one_practice)),
    path("uitwisseling/", exchange.exchange, name="exchange"),
    path("kennis/elementen/<slug:slug>/wegen/", weigh.weigh, name="weigh"),
    path("kennis/elementen/<slug:slug>/ervaringen/", said.element, name="said_element"),
    path("kennis/interventies/<slug:slug>/ervaringen/", said.intervention, name="said_intervention"),
    path("verschilkaart/", difference.chooser, name="difference"),
    path("verschilkaart/bewaard/<slug:token>/", difference.kept, name="difference_kept"),
    path("verschilkaart/regio/<slug:slug>/", difference.region, name="difference_region"),
    path("kennis/themas/<slug:slug>/verschilkaart/", difference.theme, name="difference_theme"),
    path("kennis/interventies/<slug:slug>/verschilkaart/", difference.intervention, name="difference_intervention"),
    path("kennis/elementen/<slug:slug>/verschilkaart/", difference.element, name="difference_element"),
    *said_of("intervention", "interventies/<slug:slug>"),
    *said_of("element", "elementen/<slug:slug>"),
    *said_of("dossier", "themas/<slug:slug>"),
    *said_of("claim", "beweringen/<key:pk>"),
    *said_of("version", "proeflezen/<key:pk>"),
    path("kennis/kandidaten/", candidates.candidates, name="candidates"),
    path("kennis/kandidaten/<key:pk>/", candidates.candidate_decision, name="candidate"),
    path("kennis/aanhalen/<key:pk>/", citations.cite, name="cite"),
    path("kennis/aangehaald/<key:pk>/weg/", citations.citation_removal, name="citation_removal"),
    path("mijn/bewaren/<key:pk>/", saving.saved, name="saved"),
    path("mijn/nakijken/<key:pk>/", revisits.looked, name="revisited"),
    path("mijn/woorden/<key:pk>/", candidates.own_words, name="own_words"),
    path("kennis/elementen/<slug:slug>/samenvoegen/", merging.merge, name="merge"),
    path("kennis/voorstellen/", proposals.proposals, name="proposals"),
    path("kennis/voorstellen/<key:pk>/", proposals.proposal, name="proposal"),
    path("kennis/voorstellen/<key:pk>/intrekking/", proposals.proposal_withdrawal, name="proposal_withdrawal"),
    path("kennis/opmerkingen/", answers.to_answer, name="remarks_to_answer"),
    path("kennis/opmerkingen/<key:pk>/", remarks.remark, name="remark"),
    path("kennis/opmerkingen/<key:pk>/aanpassen/", remarks.remark_edit, name="remark_edit"),
    path("kennis/opmerkingen/<key:pk>/intrekking/", remarks.remark_withdrawal, name="remark_withdrawal"),
    path("kennis/opmerkingen/<key:pk>/antwoord/", answers.answer, name="remark_answer"),
    path("kennis/opmerkingen/<key:pk>/meelezen/", answers.look, name="remark_look"),
]
