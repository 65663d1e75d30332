"""The products that can be given to creators."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.queries import products as listed
from groundswell.campaigns.services import ProductFacts, save_product
from groundswell.kit.errors import BadInput
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50
MONEY: dict[str, Any] = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2, "required": False}


class ProductForm(forms.Form):
    sku = forms.CharField(label="SKU", max_length=100, help_text="The same SKU again changes that product.")
    name = forms.CharField(max_length=200)
    price = forms.DecimalField(help_text="What buyers pay.", **MONEY)
    cost = forms.DecimalField(label="Cost to you", help_text="Creators never see it.", **MONEY)
    url = forms.URLField(label="Address", required=False, max_length=500, assume_scheme="https")


def products(request: WorkspaceRequest) -> HttpResponse:
    """The list, and a form for one more."""
    form = ProductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, word = save_product(workspace=request.workspace, facts=ProductFacts(**form.cleaned_data))
        except BadInput as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"{row.name}: {word}.")
            return redirect("products", slug=request.workspace.slug)
    text = request.GET.get("q", "").strip()
    page = Paginator(listed(request.workspace, text=text, active=False), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "campaigns/products.html", {"form": form, "page": page, "text": text})
