"""The best set of creators under a budget: pure, over plain data."""

from groundswell.campaigns.planner.audience import Audience
from groundswell.campaigns.planner.building import build_problem
from groundswell.campaigns.planner.outcome import Choice, Plan
from groundswell.campaigns.planner.planning import plan
from groundswell.campaigns.planner.possible import Impossible
from groundswell.campaigns.planner.problem import Candidate, Limits, Problem

__all__ = ["Audience", "Candidate", "Choice", "Impossible", "Limits", "Plan", "Problem", "build_problem", "plan"]
