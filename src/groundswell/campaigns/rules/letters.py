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

PAGE_SUBJECT = "Your page for {{ campaign }}"
PAGE_BODY = """Hi {{ creator.first_name }},

this page is yours, without an account: dates, guidelines, your link and code, your results, and what we owe you.

{{ page.link }}

Please do not share the address: whoever has it can open the page.

Best wishes
{{ sender }}
{{ brand }}
"""

ERASURE_SUBJECT = "Please confirm: {{ brand }} is to forget you"
ERASURE_BODY = """Hi {{ creator.first_name }},

somebody asked on your page that {{ brand }} erase everything about you. If that was you, confirm it here within 14 days:

{{ erasure.link }}

What the law makes us keep (agreements, payments, proof of disclosure) stays, without your contact details.

If it was not you, do nothing: then nothing is confirmed.

{{ brand }}
"""
