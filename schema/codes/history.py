"""Problems with what changed since a git revision: only `kb validate --base REV` reports them."""

from schema.problems import Code

VANISHED_ENTRY = Code(
    "vanished-entry",
    "A published id was removed without a redirect: its file was deleted or renamed, or it was "
    "removed from `former_ids`. Only `kb validate --base` reports this.",
    "If the entry has a new name, add the old one to its `former_ids`. Otherwise restore the entry "
    "with `status: withdrawn` and a reason: people link to it.",
)
UNREVIEWED_CHANGE = Code(
    "unreviewed-change",
    "The answer or summary has changed, but `reviewed_on` has not. Only `kb validate --base` "
    "reports this.",
    "Check the whole answer against its sources, then write today's date in `reviewed_on`.",
)
UNPUBLISHED_ENTRY = Code(
    "unpublished-entry",
    "A published entry is now a draft, withdrawn or superseded, so readers no longer find it. Only "
    "`kb validate --base` reports this.",
    "Check that readers no longer need this answer. Otherwise set `status: published` again.",
    severity="warning",
)
CHANGED_QUESTION = Code(
    "changed-question",
    "The question of a published entry has changed, but its answer has not. Only "
    "`kb validate --base` reports this.",
    "Check that the answer and the summary still answer the question.",
    severity="warning",
)
