"""A creator's own page. Its tokens are longer than those of a campaign's page and begin with me_."""

from django.urls import path, register_converter

from groundswell.web.creators import own_data, record_views


class OwnToken:
    """`me_` and 43 characters."""

    regex = "me_[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(OwnToken, "own_token")

urlpatterns = [
    path("c/back/", own_data.back, name="own_data_back"),
    path("c/<own_token:token>/", own_data.data_page, name="own_data"),
    path("c/<own_token:token>", own_data.data_page),
    path("c/<own_token:token>/insights/", own_data.insights, name="own_data_insights"),
    path("c/<own_token:token>/connect/", own_data.connect, name="own_data_connect"),
    path("c/<own_token:token>/withdraw/", own_data.take_back, name="own_data_withdraw"),
    path("c/forget/<str:token>/", record_views.forget, name="own_record_forget"),
    path("c/<str:token>/data/", record_views.record_page, name="own_record"),
    path("c/<str:token>/data/correct/", record_views.correct, name="own_record_correct"),
    path("c/<str:token>/data/change/", record_views.change, name="own_record_change"),
    path("c/<str:token>/data/copy.json", record_views.copy, name="own_record_copy"),
    path("c/<str:token>/data/stop/", record_views.stop_mails, name="own_record_stop"),
    path("c/<str:token>/data/erase/", record_views.erase, name="own_record_erase"),
]
