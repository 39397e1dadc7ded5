import pytest

from servicetone.config.hints import language_of_path


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("macros/sv/late.json", "sv"),
        ("macros/SV/late.json", "sv"),
        ("da.yml", "da"),
        ("nb-NO.json", "nb"),
        ("locale/nn_NO/LC_MESSAGES/django.po", "nn"),
        ("no.json", "no"),
        ("i18n/no/mail.txt", "no"),
        ("res/values-sv/strings.xml", "sv"),
        ("res/values-nb-rNO/strings.xml", "nb"),
        ("sv.lproj/Localizable.strings", "sv"),
        ("messages_da.properties", "da"),
        ("messages_no_NO.properties", "no"),
        ("Resources.sv-SE.resx", "sv"),
        ("app_nn.arb", "nn"),
        ("mail.sv.md", "sv"),
        ("mail-sv.txt", "sv"),
        ("mail-da-DK.txt", "da"),
        ("sv/da.json", "da"),
        ("da/macros/sv/x.txt", "sv"),
        ("say-no.txt", None),
        ("visa-da.txt", None),
        ("macros/late.json", None),
        ("svar.txt", None),
        ("sv-mallar/x.txt", None),
        ("nobody/x.txt", None),
        ("en.json", None),
        ("", None),
        (".sv", "sv"),
    ],
)
def test_paths(path, language):
    assert language_of_path(path) == language
