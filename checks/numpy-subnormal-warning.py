"""Checks of the claims of the entry `numpy-subnormal-warning`."""

import warnings

from checks import mutant


@mutant('"The value of the smallest subnormal"', '"Another message"')
def the_filter_hides_the_warning():
    text = "The value of the smallest subnormal for <class 'numpy.float64'> type is zero."
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", message="The value of the smallest subnormal")
        warnings.warn(text, UserWarning, stacklevel=1)
    assert not caught
