"""Checks of the claims of the entry `install-on-macos`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant('"MPS"', '"CPU"')
def there_is_no_metal_device():
    with pytest.raises(ValueError, match=r"must be one of .*'CPU', 'GPU', 'Ascend'"):
        ms.set_device("MPS")
