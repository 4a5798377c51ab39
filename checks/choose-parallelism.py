"""Checks of the claims of the entry `choose-parallelism`."""

from mindspore import nn

from checks import mutant


@mutant("nn.Adam(", "nn.SGD(")
def adam_keeps_two_states_for_each_parameter():
    net = nn.Dense(300, 200)
    weights = sum(parameter.size for parameter in net.get_parameters())
    optimizer = nn.Adam(net.trainable_params())
    states = [p for p in optimizer.get_parameters() if p.name.startswith(("moment1", "moment2"))]
    assert sum(state.size for state in states) == 2 * weights
    assert {state.itemsize for state in states} == {4}
