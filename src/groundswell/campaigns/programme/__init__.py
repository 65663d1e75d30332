"""A programme for the brand's own creators: prices, audiences and the best set, ready to become a campaign."""

from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.documents import plan_document
from groundswell.campaigns.programme.gathering import Gathered, Known, gather
from groundswell.campaigns.programme.outcome import Programme
from groundswell.campaigns.programme.programme import programme

__all__ = ["Asked", "Gathered", "Known", "Programme", "gather", "plan_document", "programme"]
