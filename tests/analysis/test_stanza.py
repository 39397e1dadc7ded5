"""The Stanza processor gives what ``servicetone.check`` gives; no model is downloaded."""

import json

import pytest
import stanza
from stanza.utils.conll import CoNLL

import servicetone
import servicetone.analysis.stanza_processor
from servicetone.analysis import check_doc
from servicetone.errors import ConfigError

CONLLU = """\
# text = Du har ikke læst betingelserne.
1	Du	du	PRON	_	Person=2	4	nsubj	_	_
2	har	have	AUX	_	_	4	aux	_	_
3	ikke	ikke	ADV	_	_	4	advmod	_	_
4	læst	læse	VERB	_	_	0	root	_	_
5	betingelserne	betingelse	NOUN	_	_	4	obj	_	SpaceAfter=No
6	.	.	PUNCT	_	_	4	punct	_	_

# text = Hej med dig.
1	Hej	hej	INTJ	_	_	0	root	_	_
2	med	med	ADP	_	_	3	case	_	_
3	dig	du	PRON	_	_	1	obl	_	SpaceAfter=No
4	.	.	PUNCT	_	_	1	punct	_	_

"""


@pytest.fixture
def pipeline(tmp_path):
    resources = {"da": {"lang_name": "Danish", "packages": {}, "default_processors": {}}}
    (tmp_path / "resources.json").write_text(json.dumps(resources))

    def make(**settings):
        return stanza.Pipeline(
            "da", dir=str(tmp_path), processors="tokenize,servicetone", package=None,
            tokenize_pretokenized=True, allow_unknown_language=True, download_method=None,
            verbose=False, **settings,
        )  # fmt: skip

    return make


def test_findings_in_document_and_sentences(pipeline):
    document = pipeline()("Hej med dig .\nDu har ikke læst betingelserne .\nTak !")
    plain = servicetone.check(document.text, "da")
    assert plain.findings
    assert document.servicetone == plain
    assert [sentence.servicetone for sentence in document.sentences] == [
        [], list(plain.findings), [],
    ]  # fmt: skip


def test_settings_reach_the_checker(pipeline):
    text = "Du har ikke læst betingelserne , din idiot ."
    document = pipeline(servicetone_audience="internal", servicetone_select="contempt")(text)
    plain = servicetone.Checker(select=["contempt"]).check(document.text, "da", "internal")
    assert document.servicetone == plain
    with pytest.raises(ConfigError, match="no audience"):
        pipeline(servicetone_audience="boss")


def test_a_document_from_conllu_has_its_text_put_together():
    document = CoNLL.conll2doc(input_str=CONLLU)
    report = check_doc(document, "da")
    assert report.text == "Du har ikke læst betingelserne.\nHej med dig."
    assert report == servicetone.check(report.text, "da")
    assert report.findings
