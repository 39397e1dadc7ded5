"""``servicetone digest``: the real command, from a scan to a page."""

import subprocess
import sys
from html.parser import HTMLParser

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

SECRET = "Du har ju inte läst vårt mejl, Kim Berg på Storgatan."


def servicetone(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "servicetone", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("digest")
    days = ["2026-03-02", "2026-03-09"]
    table = pa.table({
        "text": [SECRET] * 14 + ["Tack för att du hörde av dig!"] * 6,
        "team": ["<b>Lager</b>"] * 12 + ["Växel"] * 8,
        "sent": [days[number % 2] for number in range(20)],
    })  # fmt: skip
    pq.write_table(table, folder / "m.parquet")
    done = servicetone(
        "scan", folder / "m.parquet", "-o", folder / "f.parquet", "--language", "sv",
        "--time", "sent", "--keep", "team", "--warm",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "f.parquet"


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "xlink:href")]


def test_page_and_markdown(findings, tmp_path):
    done = servicetone(
        "digest", findings, "-o", tmp_path / "w.html", "--time", "sent", "--by", "team"
    )
    assert done.returncode == 0, done.stderr
    html, markdown = ((tmp_path / name).read_text("utf-8") for name in ("w.html", "w.md"))
    page = Page(html)
    assert page.tags.count("svg") >= 2
    assert "b" not in page.tags, "a name from the table became markup"
    assert all(address.startswith("#") for address in page.addresses), "the page needs the net"
    assert "| blame | 7 | 7 |" in markdown
    for text in (html, markdown):
        assert "20 messages looked through" in text
        assert "thanks" in text
        assert "blame.did-not-read" in text
        assert "Storgatan" not in text
        assert "läst vårt mejl" not in text


def test_small_groups_are_kept_back(findings, tmp_path):
    assert (
        servicetone("digest", findings, "-o", tmp_path / "w.html", "--by", "team").returncode == 0
    )
    markdown = (tmp_path / "w.md").read_text("utf-8")
    assert "| blame | 12 | – |" in markdown


def test_words_only_when_asked_for(findings, tmp_path):
    assert servicetone("digest", findings, "-o", tmp_path / "w.html", "--examples").returncode == 0
    assert "inte läst" in (tmp_path / "w.md").read_text("utf-8")


def test_the_same_findings_give_the_same_page(findings, tmp_path):
    pages = []
    for name in ("a.html", "b.html"):
        assert servicetone("digest", findings, "-o", tmp_path / name).returncode == 0
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.parquet"], "there is no such file"),
        (["{m}"], "no column 'category'"),
        (["{f}", "--by", "boss"], "no column 'boss'"),
        (["{f}", "-o", "page.pdf"], "the page is HTML"),
    ],
)
def test_mistakes_are_told(findings, arguments, message):
    named = [each.format(f=findings, m=findings.with_name("m.parquet")) for each in arguments]
    done = servicetone("digest", *named)
    assert done.returncode == 2
    assert message in done.stderr
