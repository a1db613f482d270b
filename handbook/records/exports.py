"""The records for programs: JSON with its schema, a feed, and a list of links."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from handbook.records.record import Record
from handbook.settings import Settings

_ATOM = "http://www.w3.org/2005/Atom"


class Decision(BaseModel):
    """A decision record as programs read it."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )

    id: str = Field(pattern=r"^DR-\d{4}$")
    title: str
    status: str
    date: datetime.date = Field(description="The day of the status, as recorded.")
    url: str
    decision_makers: list[str]
    tags: list[str]
    supersedes: list[str]
    superseded_by: list[str]
    amends: list[str]
    amended_by: list[str]
    review_by: datetime.date | None
    governs: list[str]


class Decisions(BaseModel):
    """All decision records of the handbook."""

    decisions: list[Decision]


def decisions(records: list[Record], site_url: str) -> Decisions:
    """Write records for programs.

    Args:
        records: Sound records.
        site_url: The address of the site, with a slash at its end.
    """
    return Decisions(decisions=[_decision(record, site_url) for record in records])


def _decision(record: Record, site_url: str) -> Decision:
    """Write one record for programs."""
    day = record.day("date")
    assert day is not None  # the records are sound
    return Decision(
        id=record.text("id"),
        title=record.text("title"),
        status=record.text("status"),
        date=day,
        url=f"{site_url}decisions/{record.slug}/",
        decision_makers=list(record.texts("decision-makers")),
        tags=list(record.texts("tags")),
        supersedes=list(record.texts("supersedes")),
        superseded_by=list(record.texts("superseded-by")),
        amends=list(record.texts("amends")),
        amended_by=list(record.texts("amended-by")),
        review_by=record.day("review-by"),
        governs=list(record.texts("governs")),
    )


def feed(all_of: Decisions, site_url: str, name: str) -> str:
    """Write the records as an Atom feed, the last change first.

    Args:
        all_of: The records for programs.
        site_url: The address of the site, with a slash at its end.
        name: What the site is called.
    """
    root = ElementTree.Element("feed", xmlns=_ATOM)
    newest = sorted(all_of.decisions, key=lambda one: (one.date, one.id), reverse=True)
    for tag, text in (
        ("id", f"{site_url}decisions.xml"),
        ("title", f"Decisions – {name}"),
        ("updated", _moment(newest[0].date if newest else datetime.date(1970, 1, 1))),
    ):
        ElementTree.SubElement(root, tag).text = text
    ElementTree.SubElement(root, "link", rel="self", href=f"{site_url}decisions.xml")
    author = ElementTree.SubElement(root, "author")
    ElementTree.SubElement(author, "name").text = "the team"
    for one in newest:
        entry = ElementTree.SubElement(root, "entry")
        for tag, text in (
            ("id", one.url),
            ("title", f"{one.id} {one.title}: {one.status}"),
            ("updated", _moment(one.date)),
        ):
            ElementTree.SubElement(entry, tag).text = text
        ElementTree.SubElement(entry, "link", href=one.url)
        summary = f"{one.status.capitalize()}, recorded on {one.date}."
        ElementTree.SubElement(entry, "summary").text = summary
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _moment(day: datetime.date) -> str:
    """Write a day as the moment at which it begins."""
    return f"{day}T00:00:00Z"


def llms(all_of: Decisions, site_url: str, settings: Settings) -> Iterator[str]:
    """Write the lines of `llms.txt`: the decisions as a list of links."""
    yield f"# {settings.name}"
    yield ""
    if settings.description:
        yield f"> {settings.description}"
        yield ""
    yield f"The decisions are listed here, and the rules in {site_url}ids.json as well."
    yield ""
    yield "## Decisions"
    yield ""
    for one in all_of.decisions:
        said = f"{one.status}, recorded on {one.date}"
        yield f"- [{one.id} {one.title}]({one.url}): {said}"


def write(site: Path, records: list[Record], site_url: str, settings: Settings) -> None:
    """Write all exports into the built site.

    Args:
        site: The folder of the built site.
        records: Sound records.
        site_url: The address of the site, with a slash at its end.
        settings: What the site is called.
    """
    all_of = decisions(sorted(records, key=lambda one: one.text("id")), site_url)
    schema = Decisions.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for name, text in {
        "decisions.json": all_of.model_dump_json(indent=2) + "\n",
        "decisions.schema.json": json.dumps(schema, indent=2) + "\n",
        "decisions.xml": feed(all_of, site_url, settings.name),
        "llms.txt": "\n".join(llms(all_of, site_url, settings)) + "\n",
    }.items():
        (site / name).write_text(text, encoding="utf-8")
