"""What runs by itself, and how often."""

from typing import NamedTuple


class Scheduled(NamedTuple):
    """A task that is queued every `seconds`, unless the last one is still waiting or running."""

    name: str
    seconds: int
    task: str

    @property
    def task_path(self) -> str:
        return f"groundswell.{self.task}"


SCHEDULE = (
    Scheduled("Load clicks from the journals", 5, "links.tasks.load_clicks"),
    Scheduled("Load what pixels on shops' pages told", 5, "links.tasks.load_sightings"),
    Scheduled("Process store webhooks", 10, "links.tasks.process_deliveries"),
    Scheduled("Make codes in shops that were wanted", 60, "links.tasks.make_waiting_codes"),
    Scheduled("Send messages that are due", 15, "outreach.tasks.send_due_messages"),
    Scheduled("Read mailboxes for answers", 20, "outreach.tasks.read_mailboxes"),
    Scheduled("Begin the steps of sequences that are due", 15, "outreach.tasks.advance_sequences"),
    Scheduled("Mail copies of agreements to the brands", 60, "campaigns.tasks.send_record_copies"),
    Scheduled("Bring commissions in line with orders", 300, "campaigns.tasks.settle_commissions"),
    Scheduled("Bring the search index up to date", 30, "discovery.tasks.sync_index"),
    Scheduled("Read what creators are about", 30, "discovery.tasks.understand_accounts"),
    Scheduled("Compare the search index with the database", 3600, "discovery.tasks.reconcile_index"),
    Scheduled("Look who is new among watched searches", 900, "discovery.tasks.check_saved_searches"),
    Scheduled("Read follow lists that customers agreed to", 300, "discovery.tasks.read_customer_follows"),
    Scheduled("Bring the follow graph up to date", 300, "discovery.tasks.sync_follow_graph"),
    Scheduled("Match customers with creators", 3600, "discovery.tasks.match_customers_with_creators"),
    Scheduled("Ask networks for news of creators", 15, "tracking.tasks.refresh_accounts"),
    Scheduled("Look for networks’ labels on paid posts", 600, "tracking.tasks.read_labels"),
    Scheduled("Read what networks told by themselves", 15, "tracking.tasks.read_network_notices"),
    Scheduled("Search networks for what is watched", 15, "tracking.tasks.search_for_monitors"),
    Scheduled("Remove what networks do not let us keep", 3600, "creators.tasks.purge_expired_content"),
    Scheduled("Compute what is usual in each tier", 86_400, "creators.tasks.compute_benchmarks"),
    Scheduled("Read the accounts creators connected", 900, "creators.tasks.read_connected_accounts"),
    Scheduled("Remind creators of what is due", 3600, "tracking.tasks.send_reminders"),
    Scheduled("Mark what is overdue", 3600, "tracking.tasks.mark_overdue_deliverables"),
    Scheduled("Propose what to do with people who are warming", 3600, "relationships.tasks.make_warm_up_tasks"),
    Scheduled("Measure how often creators sell", 3600, "disclosure.tasks.measure_sponsoring"),
    Scheduled("Mail the programme at a glance", 3600, "reports.tasks.mail_digests"),
    Scheduled("Mail reports of weeks and months that ended", 3600, "reports.tasks.mail_reports"),
    Scheduled("Read visits from connected counters", 3600, "reports.tasks.read_traffic"),
    Scheduled("Look which orders are to be held apart", 3600, "links.tasks.review_orders"),
    Scheduled("Look whether own domains lead here", 3600, "links.tasks.check_domains"),
    Scheduled("Add up page views by day and forget old ones", 86_400, "links.tasks.forget_old_views"),
    Scheduled("Forget the content of old store events", 86_400, "links.tasks.forget_old_events"),
    Scheduled("Remove uploads nobody imported", 86_400, "creators.tasks.prune_uploads"),
    Scheduled("Tidy up finished jobs", 3600, "jobs.tasks.prune_finished"),
)
