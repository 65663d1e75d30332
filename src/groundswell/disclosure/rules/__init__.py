"""Pure rules of disclosure: `check_post` judges a post, `check_lines` answers JSON Lines."""

from groundswell.disclosure.rules.check import answer_line, check_line, check_lines, check_post
from groundswell.disclosure.rules.post import Post
from groundswell.disclosure.rules.rulepack import rules_version
from groundswell.disclosure.rules.suspicion import Suspicion, suspect
from groundswell.disclosure.rules.verdict import Disclosure, Finding, Verdict

__all__ = [
    "Disclosure",
    "Finding",
    "Post",
    "Suspicion",
    "Verdict",
    "answer_line",
    "check_line",
    "check_lines",
    "check_post",
    "rules_version",
    "suspect",
]
