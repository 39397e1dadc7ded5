"""Settings for all tests."""

from hypothesis import settings

# No test fails for being slow: speed is measured in tests/benchmarks.
settings.register_profile("servicetone", deadline=None)
settings.load_profile("servicetone")
