"""One post that came twice, by an address somebody pasted and by its network, becomes one."""

from django.db import transaction

from groundswell.creators.models import Post, PostVersion


@transaction.atomic
def join_posts(*, kept: Post, other: Post) -> None:
    """Everything that hangs on `other` hangs on `kept` from now on, and `other` goes."""
    for relation in Post._meta.related_objects:
        if relation.related_model is not PostVersion:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: other})
            rows.update(**{relation.field.name: kept})
    other.delete()
