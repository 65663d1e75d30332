from django.urls import path

from groundswell.web.disclosure import cases, fixes, ledger

urlpatterns = [
    path("disclosure/", ledger.disclosure, name="disclosure"),
    path("disclosure/ledger.<str:format>", ledger.download, name="disclosure_download"),
    path("disclosure/counsel.<str:format>", ledger.counsel, name="disclosure_counsel"),
    path("disclosure/cases/", ledger.cases, name="disclosure_cases"),
    path("disclosure/suspected/", ledger.suspected, name="disclosure_suspected"),
    path("disclosure/<int:pk>/asked/", cases.note_asked, name="disclosure_asked"),
    path("disclosure/<int:pk>/decide/", cases.decide, name="disclosure_decide"),
    path("disclosure/<int:pk>/fix/", fixes.request_fix_page, name="disclosure_fix"),
]
