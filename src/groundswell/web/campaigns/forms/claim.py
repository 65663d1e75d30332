"""What a creator says of an order that came from them."""

from django import forms

from groundswell.links.rules.claims import ClaimFacts
from groundswell.links.rules.event_reading import buyer_digest


class ClaimForm(forms.Form):
    number = forms.CharField(label="Order number", required=False, max_length=60)
    placed_on = forms.DateField(
        label="Day of the order", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    amount = forms.DecimalField(label="Amount", required=False, max_digits=14, decimal_places=2)
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$", label="Currency", required=False, error_messages={"invalid": "Three letters, such as EUR."}
    )
    buyer = forms.EmailField(
        label="The buyer’s e-mail address", required=False, max_length=254,
        help_text="Only if they agree. It is turned into a mark that orders can be compared with, and not kept.",
    )  # fmt: skip
    note = forms.CharField(
        label="How you know", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as: she wrote to me after my story. No names or addresses of buyers, please.",
    )  # fmt: skip

    def facts(self) -> ClaimFacts:
        """What was written, the buyer as a digest."""
        said = dict(self.cleaned_data)
        return ClaimFacts(buyer=buyer_digest(said.pop("buyer")), **said)
