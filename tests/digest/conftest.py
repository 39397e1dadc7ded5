"""These tests need packages that only the full development install brings."""

from importlib.util import find_spec

_NEEDED = ("pyarrow", "matplotlib", "tqdm")
collect_ignore_glob = [] if all(map(find_spec, _NEEDED)) else ["*.py"]
