"""The attribution models as people read them on a terminal."""

from groundswell.reports.amounts import amount
from groundswell.reports.journeys.credit import SENTENCES, Model
from groundswell.reports.queries.journeys import ModelsReport


def models_text(report: ModelsReport) -> str:
    """The attribution models for a terminal: a line per creator, then what each model means."""
    lines = [
        f"Net revenue {amount(report.net)} {report.currency} of {report.orders:,} orders; on the way to {report.shared:,} of "
        "them several creators were met",
        "",
        f"{'Creator':<28}" + "".join(f"{model.value:>14}" for model in Model),
    ]
    lines += [
        f"{row.name[:27]:<28}" + "".join(f"{amount(credit.net if credit else None):>14}" for credit in row.in_order)
        for row in report.rows
    ]
    return "\n".join(
        [*lines, "", *(f"{model.value}: {SENTENCES[model]}" for model in Model), "", *report.notes]
    ).rstrip()
