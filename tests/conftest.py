"""How hypothesis searches."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run, so that a pull request does not fail by chance. To search anew:
# pytest --hypothesis-profile=search
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
if settings.get_current_profile_name() == "default":
    settings.load_profile("steady")
