import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from servicetone.text.markdown import blocks


def shown(text):
    return [(block.kind, text[block.span.start : block.span.end]) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Hej\ndu\n\nHej då\n", [("paragraph", "Hej\ndu"), ("paragraph", "Hej då")]),
        ("# Ett ##\n## C# \n#nej", [("heading", "Ett"), ("heading", "C#"), ("paragraph", "#nej")]),
        ("Rubrik\n===\nText\n---\n", [("heading", "Rubrik"), ("heading", "Text")]),
        ("---\ntitle: skit\n---\nHej", [("paragraph", "Hej")]),
        ("+++\ntitle = 'skit'\n+++\nHej", [("paragraph", "Hej")]),
        ("---\nHej", [("paragraph", "Hej")]),
        ("```\nskit\n```\nHej", [("paragraph", "Hej")]),
        ("~~~~ text\nskit\n~~~\nskit\n~~~~\nHej", [("paragraph", "Hej")]),
        ("```\nskit", []),
        ("Hej\n\n    skit\n\nHej", [("paragraph", "Hej"), ("paragraph", "Hej")]),
        ("Hej\n    du", [("paragraph", "Hej\n    du")]),
        ("\tskit", []),
        ("- ett\n- två\n  rader\n\n  mer", [
            ("list-item", "ett"), ("list-item", "två\n  rader"), ("paragraph", "mer"),
        ]),
        ("1. ett\n2) två\n- - tre", [
            ("list-item", "ett"), ("list-item", "två"), ("list-item", "tre"),
        ]),
        ("- ett\n\n      skit\n", [("list-item", "ett")]),
        ("-     skit\n- hej", [("list-item", "hej")]),
        ("- ett\n  ```\n  skit\n  ```\n  två", [("list-item", "ett"), ("paragraph", "två")]),
        ("kl.\n16. mars", [("paragraph", "kl.\n16. mars")]),
        ("* * *\nHej\n***", [("paragraph", "Hej")]),
        ("> ett\n> två\nlat", [("quote", "> ett\n> två\nlat")]),
        ("- > ett", [("quote", "> ett")]),
        ("> # Rubrik\n> text", [("quote", "> # Rubrik"), ("quote", "> text")]),
        ("> ```\n> skit\n> ```\nHej", [("paragraph", "Hej")]),
        ("> [!NOTE]\n> Egna\n> ord", [("paragraph", "Egna"), ("paragraph", "ord")]),
        ("| A | B |\n|---|:-:|\n| 1 \\| 2 | `3` |\nSlut", [
            ("table-cell", "A"), ("table-cell", "B"),
            ("table-cell", "1 \\| 2"), ("table-cell", "`3`"), ("table-cell", "Slut"),
        ]),
        ("A | B\n--|--\n1 | 2\n\nSlut", [
            ("table-cell", "A"), ("table-cell", "B"), ("table-cell", "1"), ("table-cell", "2"),
            ("paragraph", "Slut"),
        ]),
        ("Hej <!-- skit --> du", [("paragraph", "Hej"), ("paragraph", "du")]),
        ("<!--\nskit\n\nskit -->\nHej", [("paragraph", "Hej")]),
        ("<!-- skit -->", []),
        ("<script>\nskit\n\n</script>\nHej", [("paragraph", "Hej")]),
        ("<pre>skit</pre>\nHej", [("paragraph", "Hej")]),
        ("<div>Hej</div>", [("paragraph", "<div>Hej</div>")]),
        ("[a]: http://x.se 'skit'\nHej", [("paragraph", "Hej")]),
        ("[^1]: Hej", [("paragraph", "Hej")]),
        ("Hej\r\ndu\r\n\r\nDu", [("paragraph", "Hej\r\ndu"), ("paragraph", "Du")]),
        ("Hej\rdu\r\rDu", [("paragraph", "Hej\rdu"), ("paragraph", "Du")]),
    ],
)  # fmt: skip
def test_blocks(text, expected):
    assert shown(text) == expected


pieces = st.sampled_from(
    [
        "ord", "mer text", "skit", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "- ", "* ", "1. ", "2) ",
        "> ", ">", "```", "~~~", "`", "#", "# ", "---", "===", "|", "|-|-|", "|---|", "<!--", "-->",
        "<pre>", "</pre>", "<script>", "</script>", "[a]: x", "[!NOTE]", "\\", "\r\n", "\r", "😀", "***",
    ]
)  # fmt: skip
documents = st.lists(pieces, max_size=40).map("".join)


@given(documents)
@settings(max_examples=400)
def test_spans_are_sorted_disjoint_and_tight(text):
    last = 0
    for block in blocks(text):
        start, end = block.span
        assert last <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        last = end


@given(st.text(max_size=200))
def test_any_text_has_blocks(text):
    for block in blocks(text):
        assert text[block.span.start : block.span.end].strip()


words = st.sampled_from(["hej du", "vi hör av oss", "så är det"])
code_block = st.sampled_from(["```\n{}\n```", "~~~ text\n{}\n\n{}\n~~~", "````\n```\n{}\n````"])
sections = st.one_of(
    words,
    words.map("# {}".format),
    words.map("- {}".format),
    words.map("> {}".format),
    words.map("| {} | b |\n|---|---|\n| c | d |".format),
    code_block.map(lambda fence: fence.replace("{}", "KOD")),
    st.just("# hej\n\n    KOD\n    KOD"),
    st.just("- hej\n\n  ```\n  KOD\n  ```\n  hej"),
    st.just("> ```\n> KOD\n> ```"),
    st.just("<!-- KOD\n\nKOD -->"),
    st.just("<script>\nKOD\n</script>"),
)


@given(st.lists(sections, max_size=8).map("\n\n".join))
def test_code_is_never_a_block(text):
    for _, block in shown(text):
        assert "KOD" not in block
    # and what a full CommonMark parser takes for prose is there
    prose = "\n".join(block for _, block in shown(text))
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline" and "KOD" not in token.content:
            for word in token.content.split():
                assert word in prose


@pytest.mark.parametrize(
    "text",
    [
        "> " * 50_000 + "hej",
        "- " * 50_000 + "hej",
        "<!--" * 50_000,
        "|" * 100_000 + "\n" + "|-" * 50_000,
        "* " * 50_000 + "x",
        "`" * 100_000,
        "[" * 100_000,
        "a\n" * 50_000,
        (">" * 40 + "a\n") * 2_000,
        " " * 200_000,
    ],
)
def test_hostile_text_is_read(text):
    assert all(block.span.end <= len(text) for block in blocks(text))
