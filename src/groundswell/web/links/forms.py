"""Forms of links and codes."""

from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import GroundswellError
from groundswell.links.models import Link
from groundswell.links.queries.domains import domains_in_use
from groundswell.links.rules.platforms import PLATFORMS
from groundswell.web.links.choosing import CreatorField, ask_in

UTM_FIELDS = ("utm_source", "utm_medium", "utm_campaign", "utm_content")


class WhoseForm(forms.Form):
    """What links and codes share: whose they are, and for which campaign."""

    creator = CreatorField(required=False, help_text="Type a name or handle.")
    campaign = forms.ModelChoiceField(queryset=Campaign.objects.none(), required=False, empty_label="No campaign")

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_in(self, workspace)
        campaign = self.fields["campaign"]
        if isinstance(campaign, forms.ModelChoiceField):
            campaign.queryset = Campaign.objects.of(workspace).order_by("name")

    def take(self, refusal: GroundswellError) -> None:
        """Shows a service's refusal at the field it is about."""
        text = f"{refusal.message} {refusal.cure}".strip()
        self.add_error(refusal.where if refusal.where in self.fields else None, text)


class UtmForm(forms.Form):
    """The marks that the shop's own analytics read."""

    utm_source = forms.CharField(label="Source", max_length=200, required=False)
    utm_medium = forms.CharField(label="Medium", max_length=200, required=False)
    utm_campaign = forms.CharField(label="Campaign name", max_length=200, required=False)
    utm_content = forms.CharField(label="Content", max_length=200, required=False)

    def utm(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in UTM_FIELDS if self.cleaned_data[name]}


class ExpiryForm(forms.Form):
    expires_on = forms.DateField(
        label="Works until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The end of that day, UTC.",
    )

    def expires_at(self) -> datetime | None:
        day = self.cleaned_data["expires_on"]
        return datetime.combine(day, time(23, 59, 59), tzinfo=UTC) if day else None


class PlacesForm(forms.Form):
    """Where phones are led instead, and the domain a link is given away under, where the workspace has its own."""

    ios = forms.CharField(
        label="On iPhones and iPads", max_length=2000, required=False, widget=forms.URLInput,
        help_text="An address that opens your app there, or its page in the store.",
    )  # fmt: skip
    android = forms.CharField(label="On Android", max_length=2000, required=False, widget=forms.URLInput)
    domain = forms.ChoiceField(label="Given away under", required=False, help_text="It works under all of them.")

    def offer_domains(self, workspace: Workspace) -> None:
        """Where there is no own domain in use, nothing is asked."""
        domains = list(domains_in_use(workspace))
        field = self.fields["domain"]
        if domains and isinstance(field, forms.ChoiceField):
            names = [(domain.name, domain.name) for domain in domains]
            field.choices = [*names, ("", urlsplit(settings.PUBLIC_URL).netloc)]
            field.initial = next((domain.name for domain in domains if domain.primary), "")
        else:
            del self.fields["domain"]

    def platform_targets(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in PLATFORMS}


class NewLinkForm(WhoseForm, PlacesForm, UtmForm, ExpiryForm):
    target_url = forms.CharField(
        label="Leads to", max_length=2000, widget=forms.URLInput, help_text="The page in your shop, with https://."
    )
    slug = forms.CharField(
        label="Ending",
        max_length=64,
        required=False,
        help_text="Made of the creator and the campaign when empty. It never changes.",
    )
    code = forms.CharField(
        label="Purchase code", max_length=64, required=False, help_text="Also make this code for the creator."
    )

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(workspace, *args, **kwargs)
        self.offer_domains(workspace)


class LinkForm(PlacesForm, UtmForm, ExpiryForm):
    target_url = forms.CharField(label="Leads to", max_length=2000, widget=forms.URLInput)
    carries = forms.CharField(
        label="Brings the code", max_length=64, required=False,
        help_text="The shop fills this code in. Works with Shopify shops and Stripe Payment Links.",
    )  # fmt: skip
    active = forms.BooleanField(label="On: visitors are sent on", required=False)

    def __init__(self, link: Link, data: Any) -> None:
        super().__init__(data, initial=initial_of(link))
        self.offer_domains(link.workspace)

    def take(self, refusal: GroundswellError) -> None:
        self.add_error(
            refusal.where if refusal.where in self.fields else None, f"{refusal.message} {refusal.cure}".strip()
        )


class CodeForm(WhoseForm):
    discount = forms.CharField(max_length=60, required=False, help_text="What buyers get: “10 % off”.")


class NewCodeForm(CodeForm):
    code = forms.CharField(
        max_length=64, required=False, help_text="As buyers type it. Made of the creator’s name when empty."
    )
    field_order = ("creator", "code", "campaign", "discount")


def initial_of(link: Link) -> dict[str, Any]:
    """What the form shows for a link that exists."""
    day = link.expires_at.date() if link.expires_at else None
    return {
        "target_url": link.target_url,
        "active": link.active,
        "carries": link.carries,
        **link.platform_targets,
        "domain": link.domain.name if link.domain else "",
        "expires_on": day,
        **link.utm,
    }
