from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "groundswell.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.campaigns.exports import EXPORTS
        from groundswell.campaigns.imports import KINDS
        from groundswell.creators import exports
        from groundswell.creators.imports import kinds

        for export in EXPORTS:
            exports.register(export)
        for kind in KINDS:
            kinds.register(kind)
