"""Form widgets with Tabler's classes."""

from __future__ import annotations

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

CHECKS = (forms.CheckboxInput,)
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def widget_with_classes(bound: BoundField, placeholder: str = "") -> tuple[SafeString, str]:
    """The rendered widget, and its kind: check, choices, file or text."""
    widget = bound.field.widget
    if isinstance(widget, CHECKS):
        kind, css = "check", "form-check-input"
    elif isinstance(widget, CHOICES):
        kind, css = "choices", "form-check-input"
    elif isinstance(widget, forms.Select):
        kind, css = "text", "form-select"
    elif isinstance(widget, forms.FileInput):
        kind, css = "file", "form-control"
    else:
        kind, css = "text", "form-control"
    invalid = " is-invalid" if bound.errors else ""
    attrs: dict[str, str | bool] = {"class": f"{css}{invalid} {widget.attrs.get('class', '')}".strip()}
    if placeholder:
        attrs["placeholder"] = placeholder
    return bound.as_widget(attrs=attrs), kind
