from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "groundswell.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.campaigns.exports import EXPORTS
        from groundswell.campaigns.facts import offer_facts
        from groundswell.campaigns.imports import KINDS
        from groundswell.creators import exports
        from groundswell.creators.imports import kinds
        from groundswell.outreach.facts import add_source

        add_source(offer_facts)
        for export in EXPORTS:
            exports.register(export)
        for kind in KINDS:
            kinds.register(kind)
