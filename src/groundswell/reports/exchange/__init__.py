"""Money of several currencies in the report's one, each row at the rate of its own day. Pure.

Every row is converted by itself and rounded to cents, so that its sums agree however the rows are grouped. A row without a
rate, or a cost without a date, is in no figure: it is kept apart with the reason.
"""

from groundswell.reports.exchange.amounts import ConvertedAmounts, ForeignAmounts
from groundswell.reports.exchange.telling import Exchange
from groundswell.reports.exchange.words import exchange_notes, rates_in_words

__all__ = ["ConvertedAmounts", "Exchange", "ForeignAmounts", "exchange_notes", "rates_in_words"]
