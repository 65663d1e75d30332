from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "groundswell.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.imports import kinds
        from groundswell.discovery import signals
        from groundswell.discovery.imports import KINDS

        signals.connect()
        for kind in KINDS:
            kinds.register(kind)
