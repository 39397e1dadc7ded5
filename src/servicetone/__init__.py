"""servicetone: finds cold or dismissive phrasing in Swedish, Danish, Bokmål and Nynorsk.

It suggests warmer wording; a person decides. It runs offline and sends no text anywhere.
"""

from servicetone.checker import Checker, check
from servicetone.errors import ServicetoneError
from servicetone.fixing import fix
from servicetone.model import Applicability, Category, Checklist, Finding, Severity, Suggestion
from servicetone.report import Report

__all__ = [
    "Applicability",
    "Category",
    "Checker",
    "Checklist",
    "Finding",
    "Report",
    "ServicetoneError",
    "Severity",
    "Suggestion",
    "check",
    "fix",
]
__version__ = "0.1.0"
