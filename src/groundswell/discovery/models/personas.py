"""Whom a brand wants to reach."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock


class Persona(Owned):
    """A buyer in data. `definition` is a `personas.definition.Definition`; `basis` says where its shares are from:
    {"countries": {"known": 90, "of": 130}} for those counted among customers, nothing for those typed in."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    definition = models.JSONField(default=dict)
    basis = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="one_persona_per_slug")]

    def __str__(self) -> str:
        return self.name
