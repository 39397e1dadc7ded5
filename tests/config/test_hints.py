import pytest

from servicetone.config.hints import family_of_path, language_of_path


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


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("macros/sv/late.json", "macros/*/late.json"),
        ("a/nb-NO.json", "a/*.json"),
        ("res/values-nb-rNO/strings.xml", "res/*/strings.xml"),
        ("sv.lproj/a.strings", "*/a.strings"),
        ("messages_no_NO.properties", "messages_*.properties"),
        ("Resources.sv-SE.resx", "Resources.*.resx"),
        ("mail-da-DK.txt", "mail-*.txt"),
        ("sv/da.json", "sv/*.json"),
        ("macros/late.json", "macros/late.json"),
        (".sv", ".*"),
    ],
)
def test_families(path, family):
    assert family_of_path(path) == family
