"""A programme for the brand's own creators: prices, audiences and the best set, ready to become a campaign."""

from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.gathering import Known, gather
from groundswell.campaigns.programme.programme import Programme, programme

__all__ = ["Asked", "Known", "Programme", "gather", "programme"]
