"""servicetone inside spaCy and Stanza, and linguistic analysis for the rules that ask for it.

``display`` colours the findings of a spaCy Doc for displaCy; ``check_doc`` checks a document that
is annotated already. Nothing here is imported by the base of servicetone.
"""

from servicetone.analysis.display import display
from servicetone.analysis.docs import check_doc

__all__ = ["check_doc", "display"]
