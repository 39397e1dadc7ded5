"""What the screen of a draft says, in the language of the text or in English."""

from __future__ import annotations

from servicetone.records import NamedTuple


class Words(NamedTuple):
    """Labels and short sentences; ``{}`` takes a number or a name."""

    left: str
    one_left: str
    take: str
    edit: str
    skip: str
    always: str
    undo: str
    quit: str
    accept: str
    back: str
    without: str
    tip: str
    idea: str
    none: str
    done: str


WORDS = {
    "sv": Words(
        "{} ställen kvar", "ett ställe kvar", "ta", "skriv själv", "låt stå", "låt alltid stå",
        "ångra", "klar", "Enter = klart", "Esc = tillbaka", "(utan de orden)", "Tips: ", "idé, läs igenom: ",
        "Jag har inget eget förslag här; skriv själv med e, eller låt det stå.",
        "Klart. Tack för att du tog dig tid!",
    ),
    "da": Words(
        "{} steder tilbage", "ét sted tilbage", "tag", "skriv selv", "lad stå", "lad altid stå",
        "fortryd", "færdig", "Enter = færdig", "Esc = tilbage", "(uden de ord)", "Tip: ", "idé, læs den igennem: ",
        "Jeg har intet forslag her; skriv selv med e, eller lad det stå.",
        "Færdig. Tak, fordi du tog dig tid!",
    ),
    "nb": Words(
        "{} steder igjen", "ett sted igjen", "ta", "skriv selv", "la stå", "la alltid stå",
        "angre", "ferdig", "Enter = ferdig", "Esc = tilbake", "(uten de ordene)", "Tips: ", "idé, les gjennom: ",
        "Jeg har ikke noe forslag her; skriv selv med e, eller la det stå.",
        "Ferdig. Takk for at du tok deg tid!",
    ),
    "nn": Words(
        "{} stader att", "éin stad att", "ta", "skriv sjølv", "lat stå", "lat alltid stå",
        "angre", "ferdig", "Enter = ferdig", "Esc = tilbake", "(utan dei orda)", "Tips: ", "idé, les gjennom: ",
        "Eg har ikkje noko framlegg her; skriv sjølv med e, eller lat det stå.",
        "Ferdig. Takk for at du tok deg tid!",
    ),
    "en": Words(
        "{} places left", "one place left", "take", "write it yourself", "leave it", "always leave it",
        "undo", "done", "Enter = done", "Esc = back", "(without these words)", "Tip: ", "an idea, read it through: ",
        "There is no suggestion here; write it yourself with e, or leave it.",
        "Done. Thank you for taking the time!",
    ),
}  # fmt: skip
