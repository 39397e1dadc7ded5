"""servicetone: finds cold or dismissive phrasing in Swedish, Danish, Bokmål and Nynorsk.

It suggests warmer wording; a person decides. It runs offline and sends no text anywhere.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
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

_HOMES = {
    "Checker": "checker",
    "Report": "report",
    "ServicetoneError": "errors",
    "check": "checker",
    "fix": "fixing",
}
"""Modules of the names that are not in ``model``; each is imported when somebody asks for it."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'servicetone' has no attribute {name!r}")
    found = globals()[name] = getattr(
        import_module(f"servicetone.{_HOMES.get(name, 'model')}"), name
    )
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
