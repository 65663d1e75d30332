"""What can go wrong while somebody searches."""

from groundswell.kit.errors import BadInput, GroundswellError


class BadQuery(BadInput):
    """The query cannot be understood; `where` is the path to the place, such as `influencer.followers.min`."""

    code = "bad_query"


class IndexUnavailable(GroundswellError):
    """There is no index to ask just now."""

    code = "index_unavailable"
    status = 503


class TooSlow(GroundswellError):
    """The search took longer than its time budget."""

    code = "search_too_slow"
    status = 503
