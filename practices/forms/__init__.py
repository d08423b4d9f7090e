"""What may be typed on the first floor."""

from practices.forms.agenda import AgendaAnswerForm, AgendaDaysForm, AgendaForm, DotsForm
from practices.forms.assessment import ImprovementForm, SheetForm, SideForm, StartAssessmentForm
from practices.forms.editors import CandidateForm, MergeForm, PartForm, ProposalDecisionForm, ProposalForm
from practices.forms.gate import Starting
from practices.forms.insights import AdoptForm, InsightForm, PassOnForm, ReportForm, ShareForm
from practices.forms.practices import (
    FilterForm,
    JoinForm,
    PerspectiveField,
    PerspectiveForm,
    PracticeForm,
    WeighForm,
)
from practices.forms.remarks import AnswerForm, RemarkForm

__all__ = [
    "AdoptForm",
    "AgendaAnswerForm",
    "AgendaDaysForm",
    "AgendaForm",
    "AnswerForm",
    "CandidateForm",
    "DotsForm",
    "FilterForm",
    "ImprovementForm",
    "InsightForm",
    "JoinForm",
    "MergeForm",
    "PartForm",
    "PassOnForm",
    "PerspectiveField",
    "PerspectiveForm",
    "PracticeForm",
    "ProposalDecisionForm",
    "ProposalForm",
    "RemarkForm",
    "ReportForm",
    "ShareForm",
    "SheetForm",
    "SideForm",
    "StartAssessmentForm",
    "Starting",
    "WeighForm",
]
