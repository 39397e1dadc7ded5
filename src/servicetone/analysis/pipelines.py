"""Analysers that run a spaCy or Stanza pipeline on the sentences that a rule asks about.

Models are yours to install. Only sentences with a candidate for such a rule are ever analysed.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from servicetone.analysis.base import Token
from servicetone.analysis.docs import DocAnalyser
from servicetone.errors import AnalysisError, ExtraError

SPACY_MODELS = {
    "sv": "sv_core_news_sm", "da": "da_core_news_sm",
    "nb": "nb_core_news_sm", "nn": "nb_core_news_sm",
}  # fmt: skip
"""spaCy has no model of Nynorsk; that of Bokmål knows most of its grammar."""
_CONTEXT = 1000
"""Code points on either side of a candidate that are given to the pipeline."""
_REMEMBERED = 64


class _PipelineAnalyser(ABC):
    """Runs a pipeline on the neighbourhood of a candidate; remembers the last ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._analyse = lru_cache(maxsize=_REMEMBERED)(self._run)

    @abstractmethod
    def _pipeline(self, language: str) -> Any:
        """Return the pipeline of ``language``, None where there is none."""

    def _run(self, language: str, text: str) -> DocAnalyser | None:
        pipeline = self._pipeline(language)
        return None if pipeline is None else DocAnalyser(pipeline(text))

    def sentence(self, text: str, start: int, end: int, language: str) -> Sequence[Token]:
        """Return the words of the sentence that holds ``text[start:end]``, as the model sees it.

        Raises ``AnalysisError`` where the model is not installed.
        """
        begin, stop = _lines_around(text, start, end)
        with self._lock:
            analysed = self._analyse(language, text[begin:stop])
        if analysed is None:
            return ()
        found = analysed.sentence(text[begin:stop], start - begin, end - begin, language)
        return [token._replace(start=token.start + begin, end=token.end + begin) for token in found]


class SpacyAnalyser(_PipelineAnalyser):
    """Asks spaCy. ``models`` names an installed model, or gives a pipeline, for each language."""

    def __init__(self, models: Mapping[str, Any] = SPACY_MODELS) -> None:
        super().__init__()
        self._models = dict(models)

    def _pipeline(self, language: str) -> Any:
        model = self._models.get(language)
        if isinstance(model, str):
            try:
                import spacy
            except ImportError:
                raise ExtraError("analysis with spaCy", "spacy") from None
            try:
                model = self._models[language] = spacy.load(model)
            except OSError:
                raise AnalysisError(
                    f"the spaCy model {model} is not installed",
                    hint=f"install it: python -m spacy download {model}",
                ) from None
        return model


class StanzaAnalyser(_PipelineAnalyser):
    """Asks Stanza. ``pipelines`` gives a ready pipeline for a language; others are made."""

    def __init__(self, pipelines: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._pipelines = dict(pipelines or {})

    def _pipeline(self, language: str) -> Any:
        if language not in self._pipelines:
            try:
                import stanza
            except ImportError:
                raise ExtraError("analysis with Stanza", "stanza") from None
            try:
                self._pipelines[language] = stanza.Pipeline(
                    language,
                    processors="tokenize,pos,lemma,depparse",
                    download_method=None,  # nothing is fetched behind the user's back
                    verbose=False,
                )
            except Exception as error:
                # Stanza has no error of its own for what is missing.
                raise AnalysisError(
                    f"the Stanza model of {language!r} is not there: {error}",
                    hint=f"""install it: python -c "import stanza; stanza.download('{language}')\"""",
                ) from None
        return self._pipelines[language]


def _lines_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the lines that hold ``text[start:end]``, not farther than _CONTEXT."""
    begin = text.rfind("\n", max(0, start - _CONTEXT), start) + 1 or max(0, start - _CONTEXT)
    stop = text.find("\n", end, end + _CONTEXT)
    return begin, stop if stop >= 0 else min(len(text), end + _CONTEXT)
