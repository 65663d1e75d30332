from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "groundswell.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.discovery import signals

        signals.connect()
