from django.urls import path

from groundswell.web.disclosure import fixes, ledger

urlpatterns = [
    path("disclosure/", ledger.disclosure, name="disclosure"),
    path("disclosure/ledger.<str:format>", ledger.download, name="disclosure_download"),
    path("disclosure/<int:pk>/fix/", fixes.request_fix_page, name="disclosure_fix"),
]
