from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "groundswell.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.campaigns.exports import EXPORTS
        from groundswell.campaigns.facts import offer_facts
        from groundswell.campaigns.imports import KINDS
        from groundswell.campaigns.models import CommissionEntry, Cost, Participant, Statement
        from groundswell.campaigns.own_record import keep_agreements, own_agreements
        from groundswell.campaigns.statements.own_record import forget_on_statements, own_statements
        from groundswell.campaigns.timeline import costs, payouts
        from groundswell.creators import exports
        from groundswell.creators.imports import kinds
        from groundswell.creators.own_record import add_section, keep_row
        from groundswell.outreach.facts import add_source
        from groundswell.relationships.queries import add_timeline

        add_source(offer_facts)
        keep_row(CommissionEntry)
        keep_row(Cost)
        keep_row(Participant, keep_agreements)
        keep_row(Statement, forget_on_statements)
        add_section("agreements", own_agreements)
        add_section("statements", own_statements)
        add_timeline("money", costs)
        add_timeline("money", payouts)
        for export in EXPORTS:
            exports.register(export)
        for kind in KINDS:
            kinds.register(kind)
