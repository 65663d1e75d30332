"""The ROI report, put together from what the rooms below know."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, Creator, CreatorKey
from groundswell.creators.rules import tier_of
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.kit.money import ZERO, cents
from groundswell.reports.exchange import exchange_notes
from groundswell.reports.period import Period
from groundswell.reports.queries import engagement, money
from groundswell.reports.queries.amounts import Amounts
from groundswell.reports.queries.cohorts import Scope, customers_of
from groundswell.reports.queries.evidence import with_evidence
from groundswell.reports.queries.span import span_of
from groundswell.reports.report import (
    CampaignRow,
    CreatorRow,
    Day,
    Engagement,
    RoiReport,
    Unproven,
)
from groundswell.reports.rules import Figures, add_up, commission_due, uplift


def campaign_of(workspace: Workspace, slug: str) -> Campaign:
    found: Campaign | None = Campaign.objects.of(workspace).filter(slug=slug).first()
    if found is None:
        raise NotFound(f"There is no campaign “{slug}” in this workspace.", where="campaign")
    return found


def roi(*, workspace: Workspace, campaign: Campaign | None = None, period: Period | None = None) -> RoiReport:
    """Spend, clicks, orders and what they brought, per creator and campaign, as known now; of a period: what was ordered,
    clicked and spent in it."""
    currency = campaign.currency if campaign else workspace.currency
    evidence = with_evidence(workspace, campaign, period)
    amounts = Amounts(workspace, campaign, currency, evidence, period)
    ledger = Ledger(workspace, campaign, amounts)
    by_creator = ledger.by("creator")
    if campaign is not None:
        for creator_id in (
            Participant.objects.of(workspace).filter(campaign=campaign).values_list("creator_id", flat=True)
        ):
            by_creator.setdefault(creator_id, Figures(margin=workspace.gross_margin))
    named = [key for key in by_creator if key is not None]
    totals = add_up(list(by_creator.values()), margin=workspace.gross_margin)
    days = days_of(workspace, campaign, amounts)
    return RoiReport(
        workspace=workspace.slug,
        campaign=campaign.slug if campaign else None,
        title=campaign.name if campaign else workspace.name,
        currency=currency,
        as_of=clock.now(),
        period=period,
        totals=totals,
        span=span_of(workspace, campaign, totals, evidence, amounts),
        creators=creator_rows(workspace, campaign, {key: by_creator[key] for key in named}, period),
        campaigns=campaign_rows(workspace, ledger.by("campaign")),
        unattributed=amounts.unattributed,
        unproven=amounts.unproven,
        converted=amounts.exchange.converted,
        foreign=amounts.exchange.apart,
        held=amounts.held,
        days=days,
        follow=partial(customers_of, Scope(workspace, campaign, currency, period), totals, days, amounts.costs_from),
        notes=[*ledger.notes(), *unproven_notes(amounts.unproven), *period_notes(workspace, campaign, period)],
    )


def unproven_notes(unproven: Sequence[Unproven]) -> list[str]:
    return [
        f"{row.orders:,} order{'' if row.orders == 1 else 's'} worth {row.net_revenue:,.2f} {row.currency} told only by the pixel, in no figure."
        for row in unproven
    ]


def period_notes(workspace: Workspace, campaign: Campaign | None, period: Period | None) -> list[str]:
    """What a period leaves out, and how commission is counted in it."""
    if period is None:
        return []
    undated = money.costs(workspace, campaign).filter(incurred_on=None).count()
    left = [f"Costs without a date are in no period: {undated:,} left out."] if undated else []
    counted = (
        f"Of what was ordered, clicked and spent in the days {period}. Commission is what its orders earned or what was paid "
        "in it, whichever is greater."
    )
    return [counted, *left]


def days_of(workspace: Workspace, campaign: Campaign | None, amounts: Amounts) -> list[Day]:
    """By day, the oldest first."""
    home = money.by_day(workspace, campaign, amounts.currency, amounts.period)
    days = []
    for day in sorted({*home, *amounts.abroad_by_day}):
        net, orders, clicks = home.get(day, (ZERO, 0, 0))
        more, count = amounts.abroad_by_day.get(day, (ZERO, 0))
        days.append(Day(day=day, net_revenue=net + more, orders=orders + count, clicks=clicks))
    return days


class Ledger:
    """Everything with a price on it, by (creator, campaign), in the report's currency."""

    def __init__(self, workspace: Workspace, campaign: Campaign | None, amounts: Amounts) -> None:
        self.margin = workspace.gross_margin
        self.amounts = amounts
        self.clicks = money.clicks_by_creator(workspace, campaign, amounts.period)
        self.spend = amounts.spent
        self._add_accrued(money.commission_rates(workspace, campaign))

    def _add_accrued(self, rates: Mapping[tuple[int, int], Decimal]) -> None:
        for key, rate in rates.items():
            if key in self.amounts.brought:
                kinds = self.spend[key]
                accrued = cents(self.amounts.brought[key][1] * rate)
                kinds["commission"] = commission_due(accrued=accrued, recorded=kinds.get("commission", ZERO))

    def by(self, side: str) -> dict[int | None, Figures]:
        """Figures summed to one side of the key: "creator" or "campaign"."""
        index = 0 if side == "creator" else 1
        parts: defaultdict[int | None, list[Figures]] = defaultdict(list)
        for key in {*self.amounts.brought, *self.clicks, *self.spend}:
            orders, net = self.amounts.brought.get(key, (0, ZERO))
            counted, excluded = self.clicks.get(key, (0, 0))
            parts[key[index]].append(
                Figures(
                    spend_by_kind=self.spend.get(key, {}),
                    orders=orders,
                    net_revenue=net,
                    clicks=counted,
                    clicks_excluded=excluded,
                    margin=self.margin,
                )
            )
        return {key: add_up(figures, margin=self.margin) for key, figures in parts.items()}

    def notes(self) -> list[str]:
        notes = []
        if self.margin is None:
            notes.append(
                "The gross margin is not known, so profit and ROI are worked out on net revenue. "
                "Enter the margin in the workspace's settings to see contribution."
            )
        held, currency = self.amounts.held, self.amounts.currency
        if held.orders:
            notes.append(
                f"Held apart: {held.orders:,} orders with {held.net_revenue:,.2f} {currency} of net revenue, which "
                "do not look like the creators' work. They are in no figure until somebody has looked at them."
            )
        notes.extend(
            f"Held apart as well: {orders:,} orders in {unit}, for which no exchange rate is known."
            for unit, orders in held.missing.items()
        )
        exchange = self.amounts.exchange
        return notes + exchange_notes(exchange.converted, exchange.apart, currency)


def creator_rows(
    workspace: Workspace, campaign: Campaign | None, figures: Mapping[int, Figures], period: Period | None
) -> list[CreatorRow]:
    """One row per creator, the best ROI first; those on whom nothing was spent come after, by revenue."""
    creators = Creator.objects.of(workspace).in_bulk(list(figures))
    through = Creator.accounts.through.objects.filter(creator__in=figures.keys())
    pairs = list(through.values_list("creator_id", "account_id"))
    accounts = main_accounts(workspace, pairs)
    ids = dict(
        CreatorKey.objects.of(workspace)
        .filter(creator__in=figures.keys(), kind__startswith="id:")
        .order_by("-pk")
        .values_list("creator_id", "value")
    )
    rates = engagement.post_rates(workspace, campaign, pairs, period)
    tiers = engagement.tier_rates(workspace)
    rows = []
    for key, creator in creators.items():
        account = accounts.get(key)
        tier = tier_of(account.followers, workspace.tier_bounds) if account else None
        tier_rate = tiers.get(tier) if tier else None
        rows.append(
            CreatorRow(
                creator_id=key,
                name=creator.name,
                external_id=ids.get(key, ""),
                platform=account.platform if account else "",
                handle=account.handle if account else "",
                followers=account.followers if account else None,
                figures=figures[key],
                engagement=Engagement(
                    rate=rates.get(key), tier=tier, tier_rate=tier_rate, uplift=uplift(rates.get(key), tier_rate)
                ),
            )
        )
    return sorted(
        rows, key=lambda row: (row.figures.roi is None, -(row.figures.roi or 0.0), -row.figures.net_revenue, row.name)
    )


def main_accounts(workspace: Workspace, pairs: Collection[tuple[int, int]]) -> dict[int, Account]:
    """Each creator's account with the most followers; `pairs` of creator and account."""
    accounts = Account.objects.visible_to(workspace).in_bulk({account for _, account in pairs})
    known = [(creator, accounts[account]) for creator, account in pairs if account in accounts]
    return dict(sorted(known, key=lambda pair: pair[1].followers or -1))


def campaign_rows(workspace: Workspace, figures: Mapping[int | None, Figures]) -> list[CampaignRow]:
    campaigns = Campaign.objects.of(workspace).in_bulk([key for key in figures if key is not None])
    rows = [
        CampaignRow(slug=one.slug, name=one.name, figures=figures[key], starts_on=one.starts_on)
        for key, one in campaigns.items()
    ]
    rows.sort(key=lambda row: row.name)
    if None in figures:
        rows.append(CampaignRow(slug="", name="Not tied to a campaign", figures=figures[None]))
    return rows
