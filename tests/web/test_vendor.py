"""What we ship of others is exactly what they published."""

from hashlib import sha256
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "assessment" / "web" / "static" / "vendor"
LISTED = [line.split() for line in (VENDOR / "VERSIONS").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("name", "version", "expected"), LISTED)
def test_a_vendored_file_is_the_published_one(name: str, version: str, expected: str) -> None:
    content = (VENDOR / name).read_bytes()
    assert sha256(content).hexdigest() == expected
    assert version.encode() in content


def test_every_vendored_file_is_listed_with_its_licence() -> None:
    names = {name for name, _, _ in LISTED}
    licences = {f"{name.split('.')[0]}.LICENSE.txt" for name in names}
    assert {path.name for path in VENDOR.iterdir()} == names | licences | {"VERSIONS"}


def test_htmx_is_the_version_we_chose() -> None:
    assert ["htmx.min.js", "2.0.11", "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"] in LISTED
