"""Documents with reports made by hand: what the renderers are tested on."""

from servicetone.model import (
    Applicability,
    Category,
    Document,
    Finding,
    Note,
    Severity,
    Span,
    Suggestion,
    Vetoed,
)
from servicetone.report import Checked, Problem, Report, Suppressed

BLAME = "Det här kan kännas som ett fel hos den som läser; berätta hellre vad som hjälper nu."
COLD = "Det her kan lyde koldt; skriv hellere, som du ville sige det, og fortæl, hvad der sker nu."


def finding(text, words, rule, severity, language, message, warmer=(), advice=None):
    start = text.index(words)
    span = Span(start, start + len(words))
    return Finding(
        rule,
        Category(rule.split(".")[0]),
        Severity(severity),
        language,
        *span,
        words,
        message,
        tuple(Suggestion(span, wording, Applicability.UNSAFE) for wording in warmer),
        advice,
    )


LETTER = "Hej Åsa! 👋🏽\r\n\r\nDu har ju inte läst vårt mejl, så det är ditt eget fel.\r\nHälsningar 😀 din jävla vän"
LONG = (
    "Kære Lone, tak for din besked om din police, som vi har set på i dag sammen med en kollega. "
    "Sagen afsluttes hermed, og der foretages ikke yderligere i den, da fristen for at klage over "
    "afgørelsen udløb den 1. maj. Venlig hilsen Skadeafdelingen i forsikringsselskabet."
)
LINES = "Ring oss\ninte mer om\n\ndetta, för vi\norkar inte\nsvara\n"


def outcomes():
    letter = Report(
        "brev/åsa.txt",
        "sv",
        "customer",
        (
            finding(
                LETTER,
                "Du har ju inte läst vårt mejl",
                "blame.did-not-read",
                "warning",
                "sv",
                BLAME,
                ["Svaret finns i vårt mejl", "Du hittar svaret i vårt mejl"],
                "Visa var svaret finns: ”Du hittar det i …”",
            ),
            finding(
                LETTER,
                "jävla",
                "profanity.strong-oath",
                "error",
                "sv",
                "En svordom kan kännas som ilska mot den som läser.",
                ["kära"],
                "Stryk ordet.",
            ),
        ),
        (
            Vetoed(
                finding(LETTER, "ditt eget fel", "blame.own-fault", "warning", "sv", BLAME),
                "negated",
                "inte",
            ),
        ),
        (Note("other-language", "1 of 2 paragraphs left alone"),),
        suppressed=(
            Suppressed(
                finding(LETTER, "ditt eget fel", "blame.own-fault", "warning", "sv", BLAME),
                "baseline",
            ),
            Suppressed(
                finding(LETTER, "vän", "contempt.pest-label", "warning", "sv", BLAME),
                "comment",
                "agreed with legal",
            ),
        ),
    )
    yield Checked(Document(LETTER, "brev/åsa.txt", language="sv"), letter)
    yield Checked(Document("Tack!", "tack.txt"), Report("tack.txt", "sv"))
    yield Problem("reader", "this is not text", path="bild.txt", hint="leave it out", fatal=True)
    long = Report(
        "lang.md",
        "da",
        "customer",
        (
            finding(
                LONG,
                "Sagen afsluttes hermed",
                "coldness.case-is-closed",
                "info",
                "da",
                COLD,
                [],
                "Fortæl, hvad der sker nu: ”Nu har vi …”",
            ),
            finding(
                LONG,
                "der foretages ikke yderligere i den, da fristen for at klage over afgørelsen udløb",
                "coldness.no-action",
                "info",
                "da",
                COLD,
            ),
        ),
    )
    yield Checked(Document(LONG, "lang.md"), long)
    words = LINES[5:-1]
    lines = Report(
        None,
        "sv",
        "internal",
        (finding(LINES, words, "command.do-not-contact-us", "warning", "sv", BLAME),),
    )
    yield Checked(Document(LINES, None, audience="internal"), lines)
    text = "Läs 😀 <regler> & \x07 villkor: 100 % %0A"
    docx = Report(
        "mallar/Svar, nr 1: å.docx",
        "sv",
        "customer",
        (
            finding(
                text, "regler", "stonewalling.rules-are-rules", "warning", "sv", BLAME, ["råd"]
            )._replace(entry='Välkommen "åter" (1234)'),
        ),
    )
    document = Document(text, "mallar/Svar, nr 1: å.docx", located=False)
    yield Checked(document, docx._replace(text=text, located=False))


def clear():
    for name in ("a.txt", "b.txt", "c.md"):
        yield Checked(Document("Tack!", name), Report(name, "sv"))
