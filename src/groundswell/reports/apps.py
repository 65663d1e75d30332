from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "groundswell.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.imports import kinds
        from groundswell.reports.imports import KINDS

        for kind in KINDS:
            kinds.register(kind)
