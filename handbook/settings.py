"""What the site is called, as `mkdocs.yml` says to both engines, and where it is."""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

LOCAL = "http://127.0.0.1:8000/"
"""The site's address where SITE_URL does not say another."""


def site_url() -> str:
    """Tell the address of the site, with a slash at its end."""
    return os.environ.get("SITE_URL", LOCAL).rstrip("/") + "/"


@dataclass(frozen=True)
class Settings:
    """What the handbook itself needs of the engines' settings.

    Attributes:
        name: What the site is called; empty when a file that is inherited says so.
        description: What it is, in a sentence; empty when nothing says so.
    """

    name: str
    description: str


def read(root: Path) -> Settings:
    """Read the settings with which an engine has built the site.

    The file is not loaded but composed: its other values may have tags that only an
    engine knows.

    Args:
        root: The handbook's root.
    """
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(node, yaml.MappingNode)  # an engine has read it
    found = {key.value: _text(value) for key, value in node.value}
    return Settings(found.get("site_name", ""), found.get("site_description", ""))


def _text(node: yaml.Node) -> str:
    """Read a text on one line; of `!ENV`, what the engines make of it.

    That is the first variable of its list that is set, or else the list's last value.
    """
    value = node.value
    if node.tag == "!ENV" and isinstance(node, yaml.SequenceNode):
        *names, default = (one.value for one in value)
        value = next((os.environ[one] for one in names if one in os.environ), default)
    elif node.tag == "!ENV":
        value = os.environ.get(value, "")
    return " ".join(value.split()) if isinstance(value, str) else ""
