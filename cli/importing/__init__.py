"""Old FAQs in Markdown or reStructuredText as draft records."""
