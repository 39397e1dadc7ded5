"""Which rules are looked for: categories, concept ids or their beginnings, as a user names them."""

from __future__ import annotations

from servicetone.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def is_selected(concept: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Tell whether ``concept`` begins with one of ``select`` (if there are any) and none of ``ignore``."""
    return (not select or concept.startswith(select)) and not concept.startswith(ignore)


def check_names(names: Sequence[str], known: Sequence[str], path: str | None = None) -> None:
    """Raise ``ConfigError`` unless each name begins one of the ``known`` ids.

    ``path`` is the configuration file that has them, if they come from one.
    """
    for name in names:
        if not any(each.startswith(name) for each in known) or not name:
            import difflib

            options = [*known, *{each.partition(".")[0] for each in known}]
            near = difflib.get_close_matches(name, options, n=1, cutoff=0.4)
            raise ConfigError(
                f"there is no category or concept {name!r}",
                hint=f"did you mean {near[0]!r}?" if near else "see: servicetone rules list",
                path=path,
            )
