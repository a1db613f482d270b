"""Every page is valid HTML, with all scripts and styles in files of their own."""

from pathlib import Path

from handbook import build
from tests.browser import tools


def test_no_page_has_a_script_or_a_style_within(this_handbook: Path) -> None:
    """The policy allows none, so none needs a hash."""
    for page in (this_handbook / build.SITE).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>" not in text
        assert "<style" not in text
        assert ' style="' not in text


def test_every_page_is_valid(this_handbook: Path) -> None:
    """By the HTML standard and by WCAG, as html-validate checks them."""
    assert tools.invalid(this_handbook / build.SITE) == []


def test_invalid_html_is_seen(tmp_path: Path) -> None:
    """With its page, its line and the rule; once for pages that are the same."""
    text = (
        "<!doctype html><html lang='en'><head><title>Page</title></head>"
        "<body><p><div>A box in a paragraph</div></p></body></html>"
    )
    for name, content in {"a": text, "b": text, "c": f"\n{text}"}.items():
        (tmp_path / f"{name}.html").write_text(content, encoding="utf-8")
    found = {line.partition(" ")[0] for line in tools.invalid(tmp_path)}
    assert found == {"a.html:1", "c.html:2"}
