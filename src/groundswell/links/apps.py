from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "groundswell.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import register
        from groundswell.links.exports import EXPORTS

        for export in EXPORTS:
            register(export)
