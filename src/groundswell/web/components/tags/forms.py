"""Forms, buttons that ask first, and work in progress."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context

from groundswell.web.components.fields import widget_with_classes

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, css: str = "", placeholder: str = "", prefix: str = "", suffix: str = ""
) -> dict[str, Any]:
    """A form field with label, help and errors tied to it for screen readers."""
    widget, kind = widget_with_classes(bound, placeholder)
    return {"field": bound, "widget": widget, "kind": kind, "css": css, "prefix": prefix, "suffix": suffix}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """What is wrong with the form as a whole, read out at once."""
    return {"form": form}


@register.inclusion_tag("components/progress.html")
def progress(
    label: str, *, value: float | None = None, total: float | None = None, url: str = "", note: str = ""
) -> dict[str, Any]:
    """A progress bar; with `url` it asks there every second and is replaced by the answer, until one comes without."""
    share = None if value is None or not total else min(max(value / total, 0.0), 1.0)
    return {"label": label, "percent": None if share is None else round(share * 100), "url": url, "note": note}


@register.inclusion_tag("components/confirm_button.html", takes_context=True)
def confirm_button(
    context: Context,
    label: str,
    url: str,
    *,
    question: str,
    confirm: str = "",
    css: str = "btn-outline-danger",
    icon: str = "",
    name: str = "",
    value: object = "",
) -> dict[str, Any]:
    """A button that posts to `url` after a dialog has asked; `confirm` is the word on the dialog's button."""
    return {
        "csrf_token": context.get("csrf_token"),
        "label": label,
        "url": url,
        "question": question,
        "confirm": confirm or label,
        "css": css,
        "icon": icon,
        "name": name,
        "value": value,
    }
