"""The public page on which a customer may say whom they follow, and the link that takes it back."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from groundswell.discovery.customers import consents, queries
from groundswell.discovery.customers.download import read_following
from groundswell.discovery.customers.following import keep_list
from groundswell.discovery.models import FanPage
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.names import PLATFORMS
from groundswell.web.http import rate_limited

NETWORKS = (*consents.BY_HANDLE, *consents.BY_FILE)


class FanForm(forms.Form):
    """`trap` is hidden from people: whoever fills it in is a machine."""

    platform = forms.ChoiceField(label="Network", choices=[(slug, PLATFORMS[slug]) for slug in NETWORKS])
    handle = forms.CharField(label="Your handle there", max_length=255)
    file = forms.FileField(
        label="following.json", required=False,
        help_text="Only for Instagram: it is in your data download, folder connections/followers_and_following.",
    )  # fmt: skip
    email = forms.EmailField(
        label="E-mail you order with",
        required=False,
        help_text="So that your list counts at once. It is not used for mail.",
    )
    agree = forms.BooleanField(label="I agree")
    trap = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if data.get("platform") in consents.BY_FILE and not data.get("file"):
            self.add_error("file", "Instagram tells nobody whom you follow: please choose the file.")
        return data


def _unindexed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("30/h")
def fans(request: HttpRequest, token: str) -> HttpResponse:
    """The question; with POST the consent, and at once the list where it came as a file."""
    page = queries.fan_page_of(token)
    form = FanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["trap"]:
            return _answered(request, page, "")
        try:
            return _answered(request, page, _give(page, form))
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
    context = {
        "page": page,
        "workspace": page.workspace,
        "form": form,
        "text": consents.consent_text(page.workspace, consents.ON_PAGE),
    }
    return _unindexed(render(request, "discovery/fans.html", context, status=422 if form.errors else 200))


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("30/h")
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; posting deletes the list."""
    consent = consents.consent_of_token(token)
    if request.method == "POST":
        consents.withdraw_consent(consent=consent)
    context = {"workspace": consent.workspace, "consent": consent, "network": PLATFORMS.get(consent.platform, "")}
    return _unindexed(render(request, "discovery/fans_withdraw.html", context))


def _give(page: FanPage, form: FanForm) -> str:
    """Answers the token of the link that withdraws it. A file that cannot be read leaves nothing behind."""
    data = form.cleaned_data
    named = read_following(data["file"].read()) if data["platform"] in consents.BY_FILE else None
    consent, token = consents.give_consent(
        workspace=page.workspace, platform=data["platform"], handle=data["handle"],
        email=data["email"],
    )  # fmt: skip
    if named is not None:
        keep_list(consent, named, source="data download")
    return token


def _answered(request: HttpRequest, page: FanPage, token: str) -> HttpResponse:
    link = settings.PUBLIC_URL + reverse("fans_withdraw", args=[token]) if token else ""
    return _unindexed(render(request, "discovery/fans_done.html", {"workspace": page.workspace, "link": link}))
