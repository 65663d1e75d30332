"""Products picked for an offer, a line each."""

from typing import Any

from django import forms

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Offer
from groundswell.campaigns.queries import products
from groundswell.campaigns.rules.terms import MOST_PER_LINE, Item

MOST = 10


class ItemForm(forms.Form):
    """One product; a line without one is left out."""

    sku = forms.ChoiceField(label="From your products", required=False)
    quantity = forms.IntegerField(min_value=1, max_value=MOST_PER_LINE, initial=1, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sku"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", "—"), *choices]


Items = forms.formset_factory(ItemForm, extra=1, max_num=MOST)


class Picker:
    """The lines of an offer, with the workspace's products and those the offer has already. A form that came without
    these lines leaves the offer's products as they are."""

    def __init__(self, workspace: Workspace, data: Any = None, offer: Offer | None = None) -> None:
        self.there = tuple(Item.from_json(row) for row in offer.items) if offer else ()
        self.given = bool(data) and "items-TOTAL_FORMS" in data
        listed = [Item(sku=row.sku, name=row.name, price=row.price, cost=row.cost) for row in products(workspace)]
        self.known = {item.sku: item for item in [*listed, *self.there]}
        choices = [(sku, f"{item.name} ({sku})") for sku, item in self.known.items()]
        initial = [{"sku": item.sku, "quantity": item.quantity} for item in self.there]
        self.lines = Items(
            data if self.given else None, initial=initial, prefix="items", form_kwargs={"choices": choices}
        )

    def is_valid(self) -> bool:
        return not self.given or bool(self.lines.is_valid())

    def items(self) -> tuple[Item, ...]:
        """The products chosen, with name, price and cost as they stand now."""
        if not self.given:
            return self.there
        chosen = [form.cleaned_data for form in self.lines if form.cleaned_data.get("sku")]
        return tuple(
            Item(
                sku=row["sku"], name=self.known[row["sku"]].name, quantity=row["quantity"] or 1,
                price=self.known[row["sku"]].price, cost=self.known[row["sku"]].cost,
            )
            for row in chosen
        )  # fmt: skip
