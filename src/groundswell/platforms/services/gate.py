"""The gate that all workers share, because it is in the database."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, Q

from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.kit.ids import digest
from groundswell.platforms import rules
from groundswell.platforms.errors import BudgetSpent, Slow
from groundswell.platforms.gate import Version
from groundswell.platforms.models import BucketPlace, Circuit, MoneySpent, SeenVersion, Spending

PROBE = timedelta(minutes=1)
MINUTE = timedelta(minutes=1)
LOOK_EVERY = timedelta(seconds=1)  # how soon all workers notice that a host is to be left alone
MESSAGE = 300
NO_LIMIT = 2**62
TAKE_UNITS = "UPDATE platforms_spending SET units = units + %s, calls = calls + %s WHERE id = %s AND units <= %s"


class StoredGate:
    """See `platforms.gate.Gate`. Limits are those at the time it was made; None is no limit."""

    def __init__(
        self, connector: str, *, daily_units: int | None, monthly_money: Decimal | None, day_zone: str = "UTC"
    ) -> None:
        self._connector = connector
        self._day_zone = day_zone
        self._daily_units = daily_units
        self._monthly_money = monthly_money
        self._well: dict[str, datetime] = {}
        self._looked: dict[str, datetime] = {}
        self._days: dict[date, int] = {}

    def admit(self, host: str, *, units: int, money: float) -> None:
        now = clock.now()
        if (last := self._looked.get(host)) is None or now - last > LOOK_EVERY:
            self._check_circuit(host, now)
            self._looked[host] = now
        if not money:
            self._take_units(units, now)
            return
        with transaction.atomic():
            self._take_units(units, now)
            self._take_money(Decimal(str(money)), now)

    def give_back(self, money: float) -> None:
        month = rules.month_of(clock.now())
        rows = MoneySpent.objects.filter(connector=self._connector, month=month)
        rows.update(money=F("money") - Decimal(str(money)))

    def went_well(self, host: str) -> None:
        now = clock.now()
        if (last := self._well.get(host)) and now - last < MINUTE:
            return
        self._well[host] = now
        Circuit.objects.update_or_create(
            connector=self._connector, host=host, defaults={"faults": 0, "rest_until": None, "well_at": now}
        )

    def went_wrong(self, host: str, error: Exception, *, fault: bool) -> None:
        self._well.pop(host, None)
        self._looked.pop(host, None)
        code = error.code if isinstance(error, GroundswellError) else type(error).__name__
        with transaction.atomic():
            circuit, _ = Circuit.objects.select_for_update().get_or_create(connector=self._connector, host=host)
            circuit.error, circuit.message, circuit.failed_at = code, str(error)[:MESSAGE], clock.now()
            if fault:
                circuit.faults += 1
                if rest := rules.rest_after(circuit.faults):
                    circuit.rest_until = clock.now() + rest
            circuit.save()

    def rest(self, host: str, until: datetime) -> None:
        self._well.pop(host, None)
        self._looked.pop(host, None)
        Circuit.objects.get_or_create(connector=self._connector, host=host)
        later = Q(rest_until=None) | Q(rest_until__lt=until)
        Circuit.objects.filter(later, connector=self._connector, host=host).update(rest_until=until)

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None:
        now = clock.now()
        places = BucketPlace.objects.filter(connector=self._connector, bucket=bucket)
        with transaction.atomic():
            # One at a time: the day's row is locked while places are counted.
            self._take_units(0, now, calls=0)
            places.filter(taken_at__lte=now - timedelta(days=days)).delete()
            if places.filter(item=item).exists():
                return
            taken = list(places.order_by("taken_at").values_list("taken_at", flat=True))
            if len(taken) < most:
                BucketPlace.objects.create(connector=self._connector, bucket=bucket, item=item, taken_at=now)
                return
        # Outside, so that what the transaction began (the day's row) stays.
        until = taken[-most] + timedelta(days=days)
        raise BudgetSpent(f"All {most} places for {bucket} are taken.", until=until, where=self._connector)

    def version_of(self, url: str) -> Version | None:
        row = SeenVersion.objects.filter(connector=self._connector, digest=digest(url)).first()
        return Version(row.etag, row.modified) if row else None

    def keep_versions(self, versions: Mapping[str, Version]) -> None:
        for url, version in versions.items():
            SeenVersion.objects.update_or_create(
                connector=self._connector,
                digest=digest(url),
                defaults={"etag": version.etag[:500], "modified": version.modified[:100], "seen_at": clock.now()},
            )

    def _check_circuit(self, host: str, now: datetime) -> None:
        circuit = Circuit.objects.filter(connector=self._connector, host=host).first()
        if circuit is None or circuit.rest_until is None:
            return
        if circuit.rest_until > now:
            raise Slow(f"{host} is left alone for now: {circuit.message or 'its limit is reached'}",
                       until=circuit.rest_until, where=host)  # fmt: skip
        # Half-open: the first to come here tries, the others wait for how it goes.
        mine = Circuit.objects.filter(pk=circuit.pk, rest_until=circuit.rest_until)
        if circuit.faults >= rules.FAULTS_ALLOWED and not mine.update(rest_until=now + PROBE):
            raise Slow(f"{host} is just being tried again.", until=now + PROBE, where=host)

    def _take_units(self, units: int, now: datetime, *, calls: int = 1) -> None:
        day = rules.day_of(now, self._day_zone)
        if day not in self._days:
            self._days = {day: Spending.objects.get_or_create(connector=self._connector, day=day)[0].pk}
        most = NO_LIMIT if self._daily_units is None else self._daily_units
        with connection.cursor() as cursor:
            # Before every call: the ORM would take five times as long.
            cursor.execute(TAKE_UNITS, [units, calls, self._days[day], most - units])
            fits = cursor.rowcount
        if not fits:
            until = rules.next_day(now, self._day_zone)
            raise BudgetSpent(f"Today’s {self._daily_units:,} units are spent.", until=until, where=self._connector)

    def _take_money(self, money: Decimal, now: datetime) -> None:
        row, _ = MoneySpent.objects.get_or_create(connector=self._connector, month=rules.month_of(now))
        fits = MoneySpent.objects.filter(pk=row.pk)
        if self._monthly_money is not None:
            fits = fits.filter(money__lte=self._monthly_money - money)
        if not fits.update(money=F("money") + money):
            until = rules.next_month(now)
            message = f"The call could cost ${money}, and this month’s ${self._monthly_money} would be passed."
            raise BudgetSpent(message, until=until, where=self._connector)
