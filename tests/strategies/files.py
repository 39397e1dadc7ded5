"""Files of every format that hold given words, written by other programs than the readers."""

import csv
import io
import json
from email.message import EmailMessage
from email.policy import SMTP
from xml.sax.saxutils import escape, quoteattr

import javaproperties
import polib
import yaml
from hypothesis import strategies as st

SPECIAL = "\"'\\&<>;:,#%{}[]()|=-!?*@`$/~^.\n\t _"
letters = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]
)
words = st.text(st.sampled_from(SPECIAL + "abcåäöÅÄÖæøé😀") | letters, max_size=40)
line = st.text(st.sampled_from(SPECIAL.replace("\n", "") + "abåäö😀"), max_size=20)


def _ends(text, draw):
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def as_json(values, draw):
    indent = draw(st.sampled_from([None, 1]))
    return json.dumps(_keyed(values), ensure_ascii=draw(st.booleans()), indent=indent).encode()


def as_yaml(values, draw):
    style = draw(st.sampled_from([None, "'", '"', "|", ">"]))
    text = yaml.safe_dump(
        _keyed(values),
        default_style=style,
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([10, 80])),
        indent=draw(st.sampled_from([2, 4])),
        sort_keys=False,
    )
    return text.encode()


def as_toml(values, draw):
    rows = []
    for key, value in _keyed(values).items():
        basic = json.dumps(value, ensure_ascii=False)[1:-1].replace("å", "\\u00e5")
        style = draw(st.integers(0, 2))
        if style == 0 and not set(value) & set("'\n\t"):
            rows.append(f"{key} = '{value}'")
        elif style == 1:
            rows.append(f'{key} = """\n{basic}"""')
        else:
            rows.append(f'{key} = "{basic}"')
    return _ends("\n".join([*rows, ""]), draw).encode()


def as_csv(values, draw):
    sheet = io.StringIO()
    writer = csv.writer(
        sheet,
        delimiter=draw(st.sampled_from(",;\t")),
        quoting=draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerow(["number", "text"])
    writer.writerows(_keyed(values).items())
    return sheet.getvalue().encode()


def as_po(values, draw):
    file = polib.POFile(wrapwidth=draw(st.sampled_from([10, 78])))
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    file.extend(polib.POEntry(msgid=key, msgstr=each) for key, each in _keyed(values).items())
    return str(file).encode()


def as_properties(values, draw):
    text = javaproperties.dumps(
        _keyed(values), ensure_ascii=draw(st.booleans()), timestamp=False, sort_keys=False
    )
    return _ends(text, draw).encode()


def as_strings(values, draw):
    rows = []
    for key, value in _keyed(values).items():
        quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        rows.append(f'/* a "comment" */\n"{key}" = "{quoted}";\n')
    return "".join(rows).encode(draw(st.sampled_from(["utf-8", "utf-16"])))


def as_resx(values, draw):
    rows = [
        f'<data name="{key}" xml:space="preserve"><value>{_xml(value, draw)}</value></data>'
        for key, value in _keyed(values).items()
    ]
    return _document("root", rows, draw)


def as_android(values, draw):
    rows = []
    for key, value in _keyed(values).items():
        escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"')
        escaped = escaped.replace("\n", "\\n").replace("@", "\\@").replace("?", "\\?")
        rows.append(f'<string name="{key}">{_xml(escaped, draw)}</string>')
    return _document("resources", rows, draw)


def as_xliff(values, draw):
    rows = [
        f'<trans-unit id="{key}"><target>{_xml(value, draw)}</target></trans-unit>'
        for key, value in _keyed(values).items()
    ]
    body = f"<file target-language='sv'><body>{''.join(rows)}</body></file>"
    return _document("xliff", [body], draw)


def _xml(value, draw):
    if draw(st.booleans()) and "]]>" not in value:
        return f"<![CDATA[{value}]]>"
    return escape(value, {"å": "&#229;"})


def _document(root, rows, draw):
    codec = draw(st.sampled_from(["utf-8", "utf-16"]))
    head = f"<?xml version='1.0' encoding={quoteattr(codec)}?>"
    return f"{head}<!-- x --><{root}>{' '.join(rows)}</{root}>".encode(codec)


def as_mail(values, draw):
    """Return a mail whose parts hold the values, in an encoding that has places."""
    return _mail(values, draw, ["quoted-printable", "8bit"])


def as_base64_mail(values, draw):
    return _mail(values, draw, ["base64"])


def _mail(values, draw, encodings):
    mail = EmailMessage(policy=SMTP if draw(st.booleans()) else SMTP.clone(linesep="\n"))
    mail["From"] = "kim@example.org"
    mail.make_mixed()
    for value in values:
        part = EmailMessage(policy=mail.policy)
        part.set_content(value, cte=draw(st.sampled_from(encodings)), charset="utf-8")
        mail.attach(part)
    return mail.as_bytes(policy=mail.policy.clone(cte_type="8bit"))


def _keyed(values):
    return {f"key{number}": value for number, value in enumerate(values)}
