from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "groundswell.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from groundswell.creators.exports import Export, register
        from groundswell.creators.own_record import add_section, before_erasure, keep_row
        from groundswell.outreach.exports import COLUMNS, message_rows
        from groundswell.outreach.models import GateDecision
        from groundswell.outreach.own_record import never_write_again, own_mails, strip_proofs
        from groundswell.outreach.timeline import gate_decisions
        from groundswell.relationships.queries import add_timeline

        register(Export("messages", COLUMNS, message_rows))
        before_erasure(never_write_again)
        keep_row(GateDecision, strip_proofs)
        add_section("mails", own_mails)
        add_timeline("messages", gate_decisions)
