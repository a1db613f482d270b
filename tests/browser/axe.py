"""What axe-core finds in a page."""

from tests.browser import tools

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that judge colours."""

VIOLATIONS = """async (only) => {
  const options = { resultTypes: ["violations"], preload: false };
  if (only) options.runOnly = only;
  else options.rules = { "target-size": { enabled: true } };
  const { violations } = await axe.run(document, options);
  const name = (one) => one.nodes.map((node) => `${one.id} ${node.target}`);
  return violations.flatMap(name);
}"""
"""Has it judge a page, by all of its rules or, when they are given, by some."""


def script() -> str:
    """Read what has to run in a page first."""
    return (tools.installed("tools") / "axe-core/axe.min.js").read_text("utf-8")
