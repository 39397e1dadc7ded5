import pytest

import servicetone


def test_every_public_name_is_there_and_listed():
    for name in servicetone.__all__:
        assert getattr(servicetone, name).__name__ == name
    assert set(servicetone.__all__) <= set(dir(servicetone))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = servicetone.chek
