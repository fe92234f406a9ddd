"""Signs in a worksheet's XML: none is missed, wherever it stands."""

import pytest

from safeaudit.extracts import scan
from safeaudit.extracts.scan import Scan, Signs

PLAIN = b'<row r="1"><c r="A1" t="inlineStr"><is><t>CRN "NHS" e</t></is></c></row>'


@pytest.mark.parametrize(
    ("sign", "signs"),
    [
        (b"", Signs(0, 0, 1)),
        (b'<c r="B2"><f>1+1</f><v>2</v></c>', Signs(1, 0, 1)),
        (b'<c r="B2" t="e"><v>#N/A</v></c>', Signs(0, 1, 1)),
        (b'<c r="AB2"><v>2</v></c>', Signs(0, 0, 2)),
        (b'<c r="ABC2"><v>2</v></c>', Signs(0, 0, 3)),
    ],
)
def test_every_sign_is_seen_across_the_edges_of_blocks(monkeypatch, sign, signs):
    monkeypatch.setattr(scan, "_BLOCK", 16)
    looks = Scan()
    for before in range(40):
        assert looks.of(PLAIN + b" " * before + sign + PLAIN) == signs, before


@pytest.mark.parametrize("piece", [b"", b"<", b"<f", b"abcde", b"<row/>"])
def test_a_short_piece_is_no_trouble(piece):
    assert Scan().of(piece).letters == 1
