from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "groundswell.discovery"
    label = "discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.imports import kinds
        from groundswell.creators.network import on_account_forgotten
        from groundswell.creators.own_record import keep_row
        from groundswell.discovery import signals
        from groundswell.discovery.customers.erasing import let_go_of_creator
        from groundswell.discovery.graph.syncing import forget_name
        from groundswell.discovery.imports import KINDS
        from groundswell.discovery.models import Customer

        keep_row(Customer, let_go_of_creator)
        on_account_forgotten(forget_name)
        signals.connect()
        for kind in KINDS:
            kinds.register(kind)
