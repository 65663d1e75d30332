"""The smallest detectable effect as people read it."""

from groundswell.reports.lift.outlook import Outlook
from groundswell.reports.lift.words import number


def outlook_text(found: Outlook) -> str:
    """The smallest detectable effect in a sentence."""
    share = "" if found.relative is None else f", {found.relative:.1%} of the {number(found.expected)} expected"
    return (
        f"A campaign of {found.days} days must bring {number(found.minimum_detectable)} more{share}, "
        f"to be seen four times in five. Learnt from {found.pre_days} days."
    )
