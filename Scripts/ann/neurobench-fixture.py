#!/usr/bin/env python3
"""Writes what NeuroBench's own code measures on a small converted network.

    neurobench-fixture.py [--out FILE]

Needs neurobench (2.3.0 here) and snntorch (1.0.0).  Not named neurobench.py, because a script of
that name would stand in the way of `import neurobench`.

The network is of the form that the converter builds: the same real image at every one of T = 6
steps, Conv2d → IF → Conv2d → IF → Flatten → Linear, read out without a neuron.  IF is snnTorch's
Leaky with beta = 1 and reset by subtraction, from a membrane of zero.  It fires when the membrane
is *above* the threshold; no membrane here comes closer than MARGIN to it, so the order of a sum
cannot change a spike.

How NeuroBench 2.3.0 counts, step 1 included:

footprint            bytes of all parameters and buffers.  snnTorch keeps beta, threshold, the
                     factor of graded spikes and the kind of reset of each neuron layer as
                     buffers, which gives 20 bytes per layer; the membranes are buffers too, but
                     empty before the first run, when NeuroBench looks.
parameter_count      elements of parameters: weights and biases.
connection_sparsity  zero weights over weights of Conv and Linear, without biases, 4 decimals.
activation_sparsity  zero outputs over outputs of the neuron layers (and ReLU, Sigmoid), over all
                     samples and steps, step 1 like the others.  The input and the read-out are
                     no activations.
synaptic_operations  per Conv and Linear and step, on the layer's input and weights with every
                     number other than zero made one and the bias zero: the sum of the outputs.
                     A layer's operations of a step are ACs when all its inputs in the batch are
                     0, 1 or -1, otherwise MACs; so the first layer's are MACs, counted again at
                     each step although its input does not change.  Dense is the same with
                     all weights and inputs one: padding stays zero and is not counted.  Sums over
                     steps and layers, per sample.
membrane_updates     per neuron layer: at step 1 all neurons; at a later step those whose membrane
                     after the step is not what it was before.  Per sample.  snnTorch by default
                     subtracts the threshold at the step *after* the spike, so "before" still holds
                     what the last spike will take away, and a step without input counts when the
                     one before it fired.  `membrane_updates_immediate` is the same metric on the
                     same network with reset_delay=False, where the spike's own step subtracts.
"""

import argparse
import json
from pathlib import Path

import neurobench
import snntorch as snn
import torch
from neurobench.benchmarks import Benchmark
from neurobench.metrics.static import ConnectionSparsity, Footprint, ParameterCount
from neurobench.metrics.workload import (
    ActivationSparsity,
    ActivationSparsityByLayer,
    MembraneUpdates,
    SynapticOperations,
)
from neurobench.models import SNNTorchModel
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

ROOT = Path(__file__).resolve().parents[2]
SEED = 23
STEPS = 6
SAMPLES = 16
MARGIN = 1e-4


class Network(nn.Module):
    """One step of the network; the neurons keep their membranes themselves."""

    def __init__(self, reset_delay):
        super().__init__()
        neuron = dict(beta=1.0, threshold=1.0, reset_mechanism="subtract", init_hidden=True)
        self.conv1 = nn.Conv2d(1, 3, 3, padding=1)
        self.if1 = snn.Leaky(**neuron, reset_delay=reset_delay)
        self.conv2 = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.if2 = snn.Leaky(**neuron, reset_delay=reset_delay)
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(64, 5)

    def forward(self, x):
        spikes = self.if2(self.conv2(self.if1(self.conv1(x))))
        # NeuroBench's wrapper takes a pair and keeps its first half.
        return self.linear(self.flatten(spikes)), None


def parameters(generator):
    """Weights and biases.  A tenth of the weights is zero, and so are the biases of the
    convolutions but for one channel each, so that there are neurons without any input at a step,
    also right after a spike."""

    def layer(shape, scale):
        weight = torch.randn(shape, generator=generator) + 0.6
        zero = torch.randperm(weight.numel(), generator=generator)[: weight.numel() // 10]
        weight.view(-1)[zero] = 0
        # In units of the largest drive that binary inputs could give.
        largest = weight.clamp(min=0).flatten(1).sum(1).view(-1, *[1] * (weight.ndim - 1))
        return weight * scale / largest, torch.rand(shape[0], generator=generator) * 0.05

    state = {}
    shapes = {"conv1": ((3, 1, 3, 3), 1.4), "conv2": ((4, 3, 3, 3), 1.8), "linear": ((5, 64), 1)}
    for name, (shape, scale) in shapes.items():
        state[f"{name}.weight"], state[f"{name}.bias"] = layer(shape, scale)
    state["conv1.bias"][1:] = 0
    state["conv2.bias"][1:] = 0
    return state


def images(generator):
    """Non-negative images, black in three pixels of ten and in two rows and columns at the edge."""
    pixels = torch.rand((SAMPLES, 1, 8, 8), generator=generator)
    black = torch.rand(pixels.shape, generator=generator) < 0.3
    black[..., 6:, :] = black[..., 6:] = True
    return pixels.masked_fill(black, 0)


def observed(network, inputs):
    """Spikes [T, B, ...] per neuron layer, the read-out [T, B, 5], and the closest any membrane
    comes to the threshold."""
    spikes, closest = {"if1": [], "if2": []}, float("inf")

    def note(name):
        def hook(layer, arguments, output):
            nonlocal closest
            spikes[name].append(output)
            if layer.reset_delay:
                closest = min(closest, (layer.mem - layer.threshold).abs().min().item())

        return hook

    snn.utils.reset(network)
    hooks = [getattr(network, name).register_forward_hook(note(name)) for name in spikes]
    with torch.no_grad():
        outputs = torch.stack([network(inputs)[0] for _ in range(STEPS)])
    for hook in hooks:
        hook.remove()
    return {name: torch.stack(steps) for name, steps in spikes.items()}, outputs, closest


def measured(network, inputs):
    """NeuroBench's results, all samples in one batch: it averages some over batches."""
    steps = inputs[:, None].expand(-1, STEPS, -1, -1, -1).contiguous()
    rows = DataLoader(TensorDataset(steps, torch.zeros(SAMPLES)), batch_size=SAMPLES)
    metrics = [
        [Footprint, ConnectionSparsity, ParameterCount],
        [ActivationSparsity, ActivationSparsityByLayer, SynapticOperations, MembraneUpdates],
    ]
    with torch.no_grad():
        return Benchmark(SNNTorchModel(network), rows, [], [], metrics).run(quiet=True)


def built(state, reset_delay):
    network = Network(reset_delay).eval()
    network.load_state_dict(state, strict=False)
    return network


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    fixture = ROOT / "Tests/SNNConversionTests/Fixtures/neurobench.json"
    parser.add_argument("--out", default=fixture, type=Path)
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(SEED)
    state, inputs = parameters(generator), images(generator)

    # Measured first, on fresh networks: a run would leave membranes behind, which have a footprint.
    delayed = measured(built(state, reset_delay=True), inputs)
    immediate = measured(built(state, reset_delay=False), inputs)

    network = built(state, reset_delay=True)
    spikes, outputs, closest = observed(network, inputs)
    others, _, _ = observed(built(state, reset_delay=False), inputs)
    assert closest > MARGIN, f"a membrane comes within {closest} of the threshold"
    for name, found in spikes.items():
        assert torch.equal(found, others[name]), f"{name} depends on when the reset happens"
        print(f"{name} fires in {found.mean():.3f} of all steps")

    synaptic = delayed["SynapticOperations"]
    results = {
        "footprint": delayed["Footprint"],
        "parameter_count": delayed["ParameterCount"],
        "connection_sparsity": delayed["ConnectionSparsity"],
        "activation_sparsity": delayed["ActivationSparsity"],
        "activation_sparsity_by_layer": delayed["ActivationSparsityByLayer"],
        "synaptic_operations": synaptic,
        "membrane_updates": delayed["MembraneUpdates"],
        "membrane_updates_immediate": immediate["MembraneUpdates"],
    }
    document = {
        "versions": {"neurobench": neurobench.__version__, "snntorch": snn.__version__},
        "steps": STEPS,
        "threshold": 1.0,
        "layers": {
            "conv1": {"stride": 1, "padding": 1},
            "conv2": {"stride": 2, "padding": 1},
            "linear": {},
        },
        "shapes": {name: list(tensor.shape) for name, tensor in state.items()},
        "parameters": {name: tensor.flatten().tolist() for name, tensor in state.items()},
        "buffer_bytes": sum(
            buffer.nbytes
            for name, buffer in built(state, reset_delay=True).named_buffers()
            if not name.endswith(".mem")
        ),
        "inputs_shape": list(inputs.shape),
        "inputs": inputs.flatten().tolist(),
        # Per layer, sample by sample: spikes of all neurons over all steps.
        "spike_counts": {
            name: found.sum(dim=(0, 2, 3, 4)).long().tolist() for name, found in spikes.items()
        },
        # Per layer, step by step: spikes of all neurons and samples.
        "spikes_per_step": {
            name: found.sum(dim=(1, 2, 3, 4)).long().tolist() for name, found in spikes.items()
        },
        # The read-out, summed over the steps: [samples, 5].
        "scores": outputs.sum(0).tolist(),
        "neurobench": results,
    }
    arguments.out.write_text(json.dumps(document) + "\n")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
