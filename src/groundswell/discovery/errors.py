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


class BadPersona(BadInput):
    """A persona that cannot be; `where` is the place in its definition."""

    code = "bad_persona"


class BadDownload(BadInput):
    """A data download that is not the list of followed accounts."""

    code = "bad_download"
    how = "Take following.json out of the data download (folder connections/followers_and_following)."
