"""For tests of single parts."""

import pytest
from records import Wire


@pytest.fixture
def probe():
    """The probe's end of the wire."""
    end = Wire()
    yield end
    end.close()
