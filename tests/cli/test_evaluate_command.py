import json

import pytest

GOLD = [
    ("så är regler", [("så är regler", "stonewalling", "warning")]),
    ("skit med det", []),
    ("du är dum", [("du är dum", "contempt", "error")]),
    ("tack", []),
]


@pytest.fixture
def gold(tmp_path):
    lines = [
        json.dumps(
            {
                "id": f"sv-{number}",
                "lang": "sv",
                "audience": "customer",
                "text": text,
                "findings": [
                    {"text": words, "occurrence": 1, "category": category, "severity": severity}
                    for words, category, severity in labels
                ],
            }
        )
        for number, (text, labels) in enumerate(GOLD)
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_table(cli, gold):
    result = cli("evaluate", "gold.jsonl")
    assert result.code == 0
    assert result.out.splitlines() == [
        "              texts  doc P  doc R span P span R info P info R    cat warmer",
        "gold.jsonl        4  0.500  0.500  0.500  0.500      -      -  1.000  0.000",
    ]


def test_misses_and_false_alarms(cli, gold):
    out = cli("evaluate", "gold.jsonl", "--errors", "5", "--categories").out
    assert "missed (1)\n  contempt\n    sv-2 error: du är dum\n" in out
    assert "alarms (1)\n  profanity\n    sv-1 error [profanity.vulgar-word]: skit\n" in out
    assert "  stonewalling      1 of 1      1.000\n" in out


def test_json(cli, gold):
    wire = json.loads(cli("evaluate", "gold.jsonl", "--output-format", "json").out)
    assert wire["gold.jsonl"]["span_P"] == 0.5
    assert wire["gold.jsonl"]["info_P"] is None
    assert wire["gold.jsonl"]["recall"]["contempt"] == {"found": 0, "labelled": 1}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"{}\n", "error: bad.jsonl:1: the key 'text' is missing"),
        (b"\n{", "error: bad.jsonl:2: this line is not JSON"),
        (b"\xff\xff", "error: bad.jsonl: this is not valid UTF-8"),
    ],
)
def test_lines_that_cannot_be_used(cli, tmp_path, data, error):
    (tmp_path / "bad.jsonl").write_bytes(data)
    result = cli("evaluate", "bad.jsonl")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(error)


def test_a_missing_file(cli):
    result = cli("evaluate", "none.jsonl")
    assert result.code == 2
    assert result.err.startswith("error: none.jsonl: ")
