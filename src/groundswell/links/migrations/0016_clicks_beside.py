from django.db import migrations, models

CLICKED = """
UPDATE links_attribution SET click_id = (
    SELECT links_click.id FROM links_order
    JOIN links_click ON links_click.click_id = links_order.click_id AND links_click.workspace_id = links_order.workspace_id
    JOIN links_link ON links_link.id = links_click.link_id
    WHERE links_order.id = links_attribution.order_id AND links_order.click_id <> ''
        AND links_click.at <= links_order.placed_at AND links_link.creator_id IS NOT NULL
) WHERE click_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("links", "0015_waiting_deliveries")]

    operations = [
        migrations.AlterField(
            model_name="attribution",
            name="click",
            field=models.ForeignKey(
                help_text="That came before the order, also where another way decided.",
                null=True, on_delete=models.SET_NULL, related_name="+", to="links.click",
            ),
        ),
        migrations.RunSQL(CLICKED, migrations.RunSQL.noop),
    ]  # fmt: skip
