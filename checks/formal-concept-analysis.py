"""Checks of the claims of the entry `formal-concept-analysis`."""

from pathlib import Path

import mindspore
import mindspore.dataset as ds
import numpy as np

from checks import mutant


@mutant('{"swims", "lays eggs"}]', '{"swims"}, {"bites"}]')
@mutant("concept <= animals", "concept >= animals")
@mutant('dataset = dataset.map(features, ["animal"])\n', "")
def a_map_step_turns_concepts_into_features():
    concepts = [{"flies"}, {"swims", "lays eggs"}]
    animals = {"duck": {"swims", "flies", "lays eggs"}, "bat": {"flies"}}

    def features(name):
        return np.array([concept <= animals[str(name)] for concept in concepts], np.float32)

    dataset = ds.GeneratorDataset([np.array(name) for name in animals], ["animal"], shuffle=False)
    dataset = dataset.map(features, ["animal"])
    for (row,) in dataset.create_tuple_iterator(output_numpy=True):
        print(row)

    # Proof: a row for each animal, with a number for each concept that it belongs to.
    rows = [row.tolist() for (row,) in dataset.create_tuple_iterator(output_numpy=True)]
    assert rows == [[1, 1], [1, 0]]


@mutant('"concept"', '"dataset"')
def mindspore_has_no_module_for_formal_concepts():
    modules = Path(mindspore.__file__).parent.rglob("*.py")
    words = ("concept", "fca", "lattice")
    assert not [path for path in modules if any(word in path.name for word in words)]
