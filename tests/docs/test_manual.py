"""The manual names every key that an author may write, with the words of its description."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.data import fact_rows, facts_from, section, term_base
from briefgen.data.tables import record as table_record
from briefgen.deliver.delegation_rows import COLUMNS as COLUMNS_OF_DELEGATIONS
from briefgen.deliver.delegation_rows import PARTS as PARTS_OF_SHEETS
from briefgen.deliver.delegation_rows import Column as ColumnOfDelegations
from briefgen.spec import (
    blocks,
    brief,
    charts,
    days_off,
    delegation,
    delivery,
    happenings,
    listings,
    normalise,
    schedule,
    settings,
    signing,
)
from briefgen.spec.model import Model
from briefgen.spec.when import EXAMPLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
MANUAL = (DOCS / "brief.md").read_text("utf-8")
DELEGATIONS = (DOCS / "delegations.md").read_text("utf-8")
SCHEDULES = (DOCS / "schedule.md").read_text("utf-8")
PARTS: tuple[type[Model], ...] = (
    brief.Brief,
    brief.Edition,
    blocks.Row,
    blocks.Group,
    blocks.Cell,
    charts.ComparisonRow,
    charts.BarRow,
    happenings.Event,
    happenings.Moment,
    happenings.Item,
    happenings.Result,
    listings.Card,
    settings.Settings,
    settings.Contact,
    settings.Partner,
    settings.Hues,
    signing.Signing,
    *(model for model in schedule.MODELS if model not in (schedule.VisitSchedule, schedule.Passing)),
    section.SectionFile,
    section.SourceRecord,
    section.FactRecord,
    facts_from.FactsFile,
    section.Derive,
    table_record.TableRecord,
    table_record.ColumnRecord,
    term_base.TermFile,
    term_base.TermRecord,
    term_base.Forms,
)
BARE = tuple(normalise.BLOCKS[key] for key in normalise.BARE)
MODELS = [*PARTS, *(found for found in {**normalise.BLOCKS, **charts.CHARTS}.values() if isinstance(found, type))]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_described(model: type[Model]):
    for name, field in model.model_fields.items():
        if field.exclude or name in ("place", "id") or model in BARE:
            continue
        assert field.description, f"{model.__name__}.{name} has no description"
        described = field.description.replace("|", "\\|")
        assert f"| `{field.alias or name}` | {described} |" in MANUAL, f"docs/brief.md: {model.__name__}.{name}"


SETTINGS_OF_DELIVERY = (delivery.Delivery, delivery.Mail, delivery.Sender, delivery.Messenger, delivery.S3)


@pytest.mark.parametrize("model", [*delegation.MODELS, *SETTINGS_OF_DELIVERY], ids=lambda model: model.__name__)
def test_every_key_of_a_delegation_and_of_delivery_is_described(model: type[Model]):
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        assert field.description, f"{model.__name__}.{name} has no description"
        needed = "yes" if field.is_required() else ""
        row = f"| `{field.alias or name}` | {field.description.replace('|', chr(92) + '|')} | {needed} |"
        assert row in DELEGATIONS, f"docs/delegations.md: {model.__name__}.{name}"


@pytest.mark.parametrize("model", days_off.MODELS, ids=lambda model: model.__name__)
def test_every_key_of_a_calendar_of_workdays_is_described(model: type[Model]):
    for name, field in model.model_fields.items():
        if not field.exclude:
            needed = "yes" if field.is_required() else ""
            row = f"| `{field.alias or name}` | {field.description} | {needed} |"
            assert row in SCHEDULES, f"docs/schedule.md: {model.__name__}.{name}"


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_kind_of_words_for_a_time_is_described(text: str):
    assert f"`{text}`" in SCHEDULES


@pytest.mark.parametrize("column", COLUMNS_OF_DELEGATIONS, ids=lambda column: column.head)
def test_every_column_of_a_sheet_of_people_is_described(column: ColumnOfDelegations):
    parts = "all" if column.parts == PARTS_OF_SHEETS else ", ".join(column.parts)
    assert f"| `{column.head}` | {parts} | {column.en} | {column.zh} |" in DELEGATIONS


@pytest.mark.parametrize("key", [*normalise.BARE])
def test_bare_blocks_are_described(key: str):
    assert f"`- {key}`" in MANUAL


@pytest.mark.parametrize("column", fact_rows.COLUMNS, ids=lambda column: column.head)
def test_every_column_of_a_sheet_of_facts_is_described(column: fact_rows.Column):
    assert (
        f"| `{column.head}` | {column.en.replace('|', chr(92) + '|')} | {column.zh.replace('|', chr(92) + '|')} |"
        in MANUAL
    )
