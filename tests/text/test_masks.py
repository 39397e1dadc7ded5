from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.text.masks import MOST_IN_QUOTATION, masks, quotations


def masked(text: str) -> list[tuple[str, str]]:
    return [(text[mask.start : mask.end], mask.kind) for mask in masks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Vi hjälper dig gärna – 5 % rabatt, 100% säkert, (du) [1] a < b", []),
        ("kör `rm -rf` nu", [("`rm -rf`", "code")]),
        ("a\n```py\nx `y` = 1\n```\nb", [("```py\nx `y` = 1\n```", "code")]),
        ("a\n~~~\nx", [("~~~\nx", "code")]),
        ("se https://x.se/a?b=1#c, (www.x.se).", [("https://x.se/a?b=1#c", "url"), ("www.x.se", "url")]),
        ("kim.l+x@post.example.se. och @kim", [("kim.l+x@post.example.se", "email")]),
        ("mailto:kim@x.se", [("mailto:kim@x.se", "url")]),
        ("Hej {{ticket.requester.first_name}}, {{{x}}}", [("{{ticket.requester.first_name}}", "placeholder"), ("{{{x}}}", "placeholder")]),
        ('{{ n | fallback: "du" }} {% if a == "%" %} {# x #}', [('{{ n | fallback: "du" }}', "placeholder"), ('{% if a == "%" %}', "placeholder"), ("{# x #}", "placeholder")]),
        ("%s %(name)s %1$s %d %{x} 5%", [("%s", "placeholder"), ("%(name)s", "placeholder"), ("%1$s", "placeholder"), ("%d", "placeholder"), ("%{x}", "placeholder")]),
        ("{0} {name} #{a.b} ${x}", [("{0}", "placeholder"), ("{name}", "placeholder"), ("#{a.b}", "placeholder"), ("${x}", "placeholder")]),
        ("[NAVN] [ditt namn] [dato] [KUNDENS NAMN]", [("[NAVN]", "placeholder"), ("[dato]", "placeholder"), ("[KUNDENS NAMN]", "placeholder")]),
        ('<<x>> <navn> <attribute key="u" default="du"/>', [("<<x>>", "placeholder"), ("<navn>", "placeholder"), ('<attribute key="u" default="du"/>', "placeholder")]),
    ],
)  # fmt: skip
def test_code_addresses_placeholders(text: str, expected: list[tuple[str, str]]) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "header",
    [
        "Den 3. mars skrev Kim:",
        "Den tors 3 mars 2024 kl 10:12 skrev Kim <kim@x.se>:",
        "Den tors 3 mars 2024 kl 10:12 skrev Kim Hansen\n<kim@x.se>:",
        "tor. 3. mar. 2024 kl. 10.12 skrev Kim Hansen <kim@x.se>:",
        "På 3. mars 2024 skreiv Kim:",
        "On Mon, Mar 3, 2024 at 10:12 AM Kim <k@x.se> wrote:",
        "3. mars 2024 kl. 10:12 skrev Kim:",
        "Kim Hansen <kim@x.se> skrev (3. mars 2024):",
        "-----Ursprungligt meddelande-----",
        "-----Oprindelig meddelelse-----",
        "-----Opprinnelig melding-----",
        "-----Opphavleg melding-----",
        "----- Original Message -----",
        "---------- Forwarded message ---------",
        "Från: Kim\nSkickat: den 3 mars 2024 10:12\nTill: Support",
        "Fra: Kim <kim@x.se>\nSendt: 3. mars 2024",
        "**Frå:** Kim\n**Dato:** 3. mars",
        "From: Kim\nTo: Support\nSent: Monday",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_all_that_follows_a_header_is_history(header: str, line_end: str) -> None:
    new = "Hej Kim!\nDet ordnar vi.\n\n".replace("\n", line_end)
    old = f"{header}\nNi är dumma.\n\nOch fula. https://x.se".replace("\n", line_end)
    assert masked(new + old) == [(old, "history")]


def test_inline_replies_are_not_history() -> None:
    text = (
        "Hej\nDen 3. mars skrev Kim:\n\n> Ni är dumma\n> och fula\nDet var tråkigt.\n> Hej då\nHej!"
    )
    assert masked(text) == [
        ("Den 3. mars skrev Kim:", "history"),
        ("> Ni är dumma\n> och fula", "history"),
        ("> Hej då", "history"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Den 3. mars skrev du:\nDu har rätt.",
        "Kim skrev att det går bra.\nMer",
        "Den 3 mars kom paketet: allt är bra\nHej",
        "Från: Stockholm\ntill Malmö\nHej",
        "Meddelande: det är klart\n-- \nKim",
        "a > b\noch 2 > 1",
    ],
)
def test_ordinary_text_is_not_history(text: str) -> None:
    assert masked(text) == []


def test_regex_is_not_loaded_for_ordinary_text() -> None:
    code = (
        "import sys; from servicetone.text.masks import masks; masks('Hej! Det går bra, 3 mars.');"
        "assert 'regex' not in sys.modules; masks('{x}'); assert 'regex' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("han sa ”du är dum” och “ja” „nej“ „nei” »jo« «jau» »jaså»", ["du är dum", "ja", "nej", "nei", "jo", "jau", "jaså"]),
        ("\"ja\" 'nej' ’jo’ ‘jau’ (\"då\").", ["ja", "nej", "jo", "jau", "då"]),
        ("Lars' bil är Jens' sak, det's ok, ta 'n", []),
        ("kunden’s bil og hans’ hund", []),
        ("han sa 'det är Lars' bil' nu", ["det är Lars"]),
        ('skärm på 27" och 24" nu', []),
        ("”Nej”, sa han, ”ja.”", ["Nej", "ja."]),
        ("“ytter ‘inner’ ytter”", ["ytter ‘inner’ ytter"]),
        ("”aldrig stängd", []),
        ("« nei » ja", [" nei "]),
        ("\"" + "x" * MOST_IN_QUOTATION + "\" \"ja\"", ["ja"]),
    ],
)  # fmt: skip
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_quotations_stay_in_their_stretch() -> None:
    text = '"a "b" c"'
    assert quotations(text, 3, 6) == ((4, 5),)
    assert quotations(text, 4, 6) == ()


PIECES = st.sampled_from(
    ["`", "```", "```\n", "~~~\n", "https://", "www.", "@", "kim@x.se", "{{", "}}", "{%", "%}", "{", "}", "%s", "%(a)s", "[NAVN]",
     "[", "]", "<<x>>", "<a>", "\n", "\r\n", "> ", ">", "Den 3. mars skrev Kim:\n", "Från: x\nSkickat: y\n",
     "-----Original Message-----", "”", "“", "„", "»", "«", "'", "’", '"', "a", " ", "\ud800"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map("".join)


@given(TEXTS)
def test_masks_are_sorted_and_disjoint(text: str) -> None:
    done = 0
    for mask in masks(text):
        assert done <= mask.start < mask.end <= len(text)
        done = mask.end


@given(TEXTS, st.data())
def test_quotations_are_sorted_disjoint_and_between_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    done = start
    for first, last in quotations(text, start, end):
        assert done < first <= last < end
        assert last - first < MOST_IN_QUOTATION
        done = last + 1


@pytest.mark.parametrize(
    "piece",
    ["`", "`a", "```\n", "http://", "www.", "a", "a@", "a.b@c.", "{", "{{", "{{a}", "{%", "{#", "#{", "%", "%(", "%(a", "[", "[A", "[a",
     "<", "<<", "<a", "<attribute ", ">", ">\n", "\n", "Den 3 ", "Den 3 skrev ", "Den 3 skrev Kim:\n> ", "Från: x\n", "--", "-----Original ",
     "”", "“a", "„", "«", " '", "’ ", " \"a", "skrev: \n", "3 <a@b> skrev "],
)  # fmt: skip
def test_long_repeats_are_no_trouble(piece: str) -> None:
    text = (piece * (200_000 // len(piece))) + "@ :// } { %} skrev"
    masks(text)
    quotations(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [("${{ pris }}", "{{ pris }}"), ("25 %{{ namn }}", "{{ namn }}"), ("<<<namn>>", "<<namn>>")],
)
def test_a_sign_before_a_placeholder_hides_nothing(text: str, placeholder: str) -> None:
    assert [text[mask.start : mask.end] for mask in masks(text)] == [placeholder]
