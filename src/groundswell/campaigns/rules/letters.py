"""The mail that brings an offer, in Liquid: a start that the team edits."""

OFFER_SUBJECT = "An offer from {{ brand }} for {{ creator.name }}"
OFFER_BODY = """Hi {{ creator.first_name }},

we would love to have you in {{ campaign }}. Everything is on one page: what we ask, what you get, and when.

{{ offer.link }}

You need no account. You can accept, decline or ask us anything there until {{ offer.answer_by }}.

Best wishes
{{ sender }}
{{ brand }}
"""
