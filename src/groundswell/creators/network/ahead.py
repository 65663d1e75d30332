"""Which page is asked for while another is stored."""

from collections.abc import Callable, Sequence
from functools import partial

from groundswell.creators.models import Account
from groundswell.creators.network.passes import Passes
from groundswell.platforms.port import AsksAhead
from groundswell.platforms.services import Opened

After = Callable[[], str]


def nobody() -> str:
    """No account follows."""
    return ""


class Onward:
    """The pages of an account's lists in the order they are read: the next of the same list, else the first of the next
    list, else the first posts of the account that comes `after` (its lasting id)."""

    def __init__(self, opened: Opened, account: Account, lists: Passes, wanted: Sequence[str], after: After) -> None:
        self._connector = opened.connector
        self._account = account.external_id
        self._lists = lists
        self._wanted = wanted
        self._after = after

    def of(self, what: str) -> Callable[[str | None], None]:
        """For `Reading.read` of that list."""
        return partial(self._expect, what)

    def _expect(self, what: str, cursor: str | None) -> None:
        if not isinstance(self._connector, AsksAhead):
            return
        later = self._wanted[self._wanted.index(what) + 1 :]
        if cursor:
            self._connector.expect(what, self._account, cursor)
        elif later:
            self._connector.expect(later[0], self._account, self._lists.cursor(later[0]) or None)
        elif other := self._after():
            self._connector.expect("posts", other)
