from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "groundswell.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators import exports
        from groundswell.creators.imports import kinds
        from groundswell.links.exports import EXPORTS
        from groundswell.links.imports import KINDS

        for export in EXPORTS:
            exports.register(export)
        for kind in KINDS:
            kinds.register(kind)
