"""The component tags and filters of every page: `{% load ui %}`. The style guide page shows each."""

from __future__ import annotations

from django import template

from groundswell.web.components.tags import blocks, charts, forms, navigation, numbers, small

register = template.Library()

for part in (blocks, charts, forms, navigation, numbers, small):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
