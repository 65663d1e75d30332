"""The mails that bring an offer or an answer, in Liquid: a start that the team edits."""

OFFER_SUBJECT = "An offer from {{ brand }} for {{ creator.name }}"
OFFER_BODY = """Hi {{ creator.first_name }},

we would love to have you in {{ campaign }}. Everything is on one page: what we ask, what you get, and when.

{{ offer.link }}

You need no account. You can accept, decline or ask us anything there until {{ offer.answer_by }}.

Best wishes
{{ sender }}
{{ brand }}
"""

WELCOME_SUBJECT = "You are in: {{ campaign }}"
WELCOME_BODY = """Hi {{ creator.first_name }},

thank you for applying to {{ campaign }}. We would love to work with you.

This page is yours, without an account. Whatever we agree will stand there:

{{ page.link }}

You will hear from us about the details soon.

Best wishes
{{ sender }}
{{ brand }}
"""

REGRET_SUBJECT = "Your application to {{ campaign }}"
REGRET_BODY = """Hi {{ creator.first_name }},

thank you for applying to {{ campaign }}. This time we chose others, and we did not want to leave you waiting.

We keep your application for later campaigns. If you would rather not, answer this mail and we remove it.

Best wishes
{{ sender }}
{{ brand }}
"""
