"""What a customer opens without an account: the page for their follow list."""

from django.urls import path

from groundswell.web.discovery import fans

urlpatterns = [
    path("fans/<str:token>/", fans.fans, name="fans"),
    path("fans/withdraw/<str:token>/", fans.withdraw, name="fans_withdraw"),
]
