from django.apps import AppConfig


class RelationshipsConfig(AppConfig):
    name = "groundswell.relationships"
    label = "relationships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.relationships.exports import COLUMNS, relationship_rows

        register(Export("relationships", COLUMNS, relationship_rows))
