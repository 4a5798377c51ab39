"""Checks of the claims of the entry `license`."""

from importlib.metadata import metadata

from checks import mutant


@mutant('metadata("mindspore")["License"]', 'metadata("mindspore")["Name"]')
def the_package_names_its_license():
    license = metadata("mindspore")["License"]
    print(license)

    # Proof: it is the Apache License, also by the classifier.
    text = metadata("mindspore")
    assert license == "Apache 2.0"
    assert "License :: OSI Approved :: Apache Software License" in text.get_all("Classifier")
