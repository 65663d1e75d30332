"""The best set of creators under a budget: pure, over plain data."""

from groundswell.campaigns.planner.building import Impossible, build_problem
from groundswell.campaigns.planner.planning import Choice, Plan, plan
from groundswell.campaigns.planner.problem import Audience, Candidate, Limits, Problem

__all__ = ["Audience", "Candidate", "Choice", "Impossible", "Limits", "Plan", "Problem", "build_problem", "plan"]
