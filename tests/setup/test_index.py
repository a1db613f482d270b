"""No committed file says where packages come from."""

import re

from .project import ROOT, files

ADDRESS = re.compile(
    rb"https?://(?!127\.0\.0\.1|[\w.-]*example\b)[^\s\"'<>)]*/simple\b"
    rb"|files\.python" + rb"hosted\.org"
    rb"|^\[package\.source\]",
    re.MULTILINE,
)


def test_no_file_holds_the_address_of_an_index() -> None:
    """Pip's own set-up decides; loopback and example hosts are nobody's index."""
    holding = [str(f) for f in files() if ADDRESS.search((ROOT / f).read_bytes())]
    assert holding == []


def test_such_an_address_would_be_found() -> None:
    """The search knows the forms in which an index shows itself."""
    host = b"packages.internal"
    assert ADDRESS.search(b"index-url = https://" + host + b"/simple\n")
    assert ADDRESS.search(b'url = "https://user:key@' + host + b'/root/simple/"\n')
    assert ADDRESS.search(b"\n[package.source]\n")
    assert not ADDRESS.search(b"see https://python-poetry.org/docs/")
