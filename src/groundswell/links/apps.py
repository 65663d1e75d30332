from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "groundswell.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators import exports
        from groundswell.creators.imports import kinds
        from groundswell.creators.own_record import add_section, keep_row
        from groundswell.links.exports import EXPORTS
        from groundswell.links.imports import KINDS
        from groundswell.links.models import Attribution, Code, Link, Order, OrderClaim, Ruling
        from groundswell.links.own_record import keep_accepted_claims, own_results, stop_links
        from groundswell.links.timeline import days_of_orders
        from groundswell.relationships.queries import add_timeline

        keep_row(Link, stop_links)
        keep_row(OrderClaim, keep_accepted_claims)
        for model in (Code, Order, Ruling, Attribution):
            keep_row(model)
        add_section("results", own_results)
        add_timeline("money", days_of_orders)

        for export in EXPORTS:
            exports.register(export)
        for kind in KINDS:
            kinds.register(kind)
