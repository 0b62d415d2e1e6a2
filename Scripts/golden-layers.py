#!/usr/bin/env python3
"""Writes what PyTorch computes for image layers, attention and cells: golden-layers.py TESTS.

TESTS is the folder of the test targets; torch must be installed.

PyTorch computes in double precision from numbers that single precision holds exactly; results are
rounded to single precision on writing.  Every case holds its inputs, the output, and the gradient
of sum(output * cotangent) with respect to each of them under `grad.`.
"""

import json
import struct
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

tests = Path(sys.argv[1])


def save(name, tensors, target="SNNLayersTests"):
    """A safetensors file: a length, a JSON header, the numbers."""
    header, data = {}, b""
    for key, tensor in tensors.items():
        raw = tensor.detach().contiguous().float().numpy().tobytes()
        header[key] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path = tests / target / "Fixtures" / f"{name}.safetensors"
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def numbers(*shape, low=-1.0, high=1.0):
    """Uniform numbers that single precision holds exactly."""
    return (torch.rand(*shape) * (high - low) + low).float().double()


def case(name, function, **inputs):
    """The inputs, the output and all gradients of one call."""
    for tensor in inputs.values():
        tensor.requires_grad_(True)
    output = function(**inputs)
    cotangent = numbers(*output.shape)
    gradients = torch.autograd.grad((output * cotangent).sum(), list(inputs.values()))
    tensors = {**inputs, "output": output, "cotangent": cotangent}
    tensors |= {f"grad.{key}": value for key, value in zip(inputs, gradients)}
    return {f"{name}.{key}": value for key, value in tensors.items()}


def folded(function, axes, x, *rest):
    """Runs a function of [N, ...] on all leading axes before the last `axes` as one."""
    y = function(x.reshape(-1, *x.shape[-axes:]), *rest)
    return y.reshape(*x.shape[:-axes], *y.shape[1:])


def convolutions():
    cases = {}
    # name: input shape, weight shape, has bias, options; the tests repeat the options.
    for name, x, w, bias, options in [
        ("plain", (2, 3, 4, 5, 6), (6, 4, 3, 2), True, {}),
        ("static", (3, 2, 5, 5), (4, 2, 3, 3), True, dict(padding=1)),
        ("pointwise", (2, 1, 3, 4, 3), (5, 3, 1, 1), False, {}),
        ("strided", (1, 2, 2, 7, 6), (3, 2, 3, 3), True, dict(stride=(2, 3), padding=(1, 2))),
        ("dilated", (1, 2, 2, 7, 8), (3, 2, 2, 3), True, dict(dilation=(3, 2), padding=(2, 1))),
        ("grouped", (1, 2, 6, 5, 5), (4, 3, 3, 3), False, dict(groups=2, stride=2, padding=1)),
        ("depthwise", (1, 1, 3, 5, 4), (6, 1, 2, 2), True, dict(groups=3)),
        ("all", (2, 2, 4, 9, 8), (6, 2, 3, 2), True,
         dict(stride=(2, 1), padding=(2, 1), dilation=(2, 3), groups=2)),
        ("element", (1, 1, 1, 1, 1), (1, 1, 1, 1), True, {}),
        ("wholePadding", (1, 1, 1, 1, 1), (1, 1, 3, 3), True, dict(padding=2)),
        ("skipsTheEdge", (1, 1, 1, 6, 6), (2, 1, 1, 1), True, dict(stride=4)),
    ]:
        inputs = dict(input=numbers(*x), weight=numbers(*w))
        if bias:
            inputs["bias"] = numbers(w[0])
        cases |= case(
            name,
            lambda input, weight, bias=None: folded(
                lambda p: F.conv2d(p, weight, bias, **options), 3, input),
            **inputs)
    save("conv2d", cases)
    cases = {}
    for name, x, w, bias, options in [
        ("plain", (2, 3, 2, 7), (4, 2, 3), True, {}),
        ("all", (2, 2, 4, 11), (6, 2, 3), True, dict(stride=2, padding=3, dilation=2, groups=2)),
        ("static", (3, 2, 5), (1, 2, 5), False, {}),
    ]:
        inputs = dict(input=numbers(*x), weight=numbers(*w))
        if bias:
            inputs["bias"] = numbers(w[0])
        cases |= case(
            name,
            lambda input, weight, bias=None: folded(
                lambda p: F.conv1d(p, weight, bias, **options), 2, input),
            **inputs)
    save("conv1d", cases)


def poolings():
    cases = {}
    for name, x, options in [
        ("plain", (2, 3, 2, 6, 4), dict(kernel_size=2)),
        ("static", (2, 3, 7, 5), dict(kernel_size=3)),
        ("overlapping", (1, 2, 2, 7, 6), dict(kernel_size=(3, 2), stride=(2, 1))),
        ("padded", (1, 2, 2, 5, 6), dict(kernel_size=(3, 4), stride=2, padding=(1, 2))),
        ("whole", (1, 1, 2, 3, 5), dict(kernel_size=(3, 5))),
        ("element", (1, 1, 1, 1, 1), dict(kernel_size=1)),
        ("gaps", (1, 1, 1, 7, 7), dict(kernel_size=2, stride=3)),
    ]:
        image = numbers(*x)
        for kind, function in [
            ("average", F.avg_pool2d),
            ("maximum", F.max_pool2d),
            ("sum", lambda p, **o: F.avg_pool2d(p, divisor_override=1, **o)),
        ]:
            cases |= case(
                f"{kind}.{name}", lambda input: folded(lambda p: function(p, **options), 3, input),
                input=image.clone())
        # Many equal numbers, as spikes are: the first of equals gets the gradient.
        spikes = (image > 0.3).double()
        cases |= case(
            f"spikes.{name}",
            lambda input: folded(lambda p: F.max_pool2d(p, **options), 3, input),
            input=spikes)
    save("pool2d", cases)
    cases = {}
    line = dict(kernel_size=3, stride=2, padding=1)
    for kind, function in [("average", F.avg_pool1d), ("maximum", F.max_pool1d)]:
        cases |= case(
            kind, lambda input: folded(lambda p: function(p, **line), 2, input),
            input=numbers(2, 3, 2, 9))
    cases |= case(
        "sum", lambda input: 3 * folded(lambda p: F.avg_pool1d(p, **line), 2, input),
        input=numbers(2, 3, 2, 9))
    save("pool1d", cases)


def normalizations():
    cases = {}

    def batch_norm(name, x, axis, training=True, **options):
        """The channels are on `axis`; all leading axes are one batch."""
        channels = x[axis]
        mean, variance = numbers(channels), numbers(channels, low=0.5, high=2)
        after = (mean.clone(), variance.clone())

        def function(input, weight, bias):
            y = F.batch_norm(
                input.reshape(-1, *x[axis:]), *after, weight, bias, training=training, **options)
            return y.reshape(x)

        result = case(
            name, function, input=numbers(*x, low=-1.25, high=2.75),
            weight=numbers(channels), bias=numbers(channels))
        result |= {f"{name}.mean": mean, f"{name}.var": variance}
        result |= {f"{name}.after.mean": after[0], f"{name}.after.var": after[1]}
        return result

    cases |= batch_norm("images", (2, 3, 4, 5, 3), -3)
    cases |= batch_norm("static", (3, 2, 4, 5), -3)
    cases |= batch_norm("sequences", (2, 3, 2, 7), -2)
    cases |= batch_norm("features", (3, 4, 70), -1)
    cases |= batch_norm("column", (2, 3, 4, 5, 1), -3)
    cases |= batch_norm("pair", (2, 1, 1), -1)
    cases |= batch_norm("options", (2, 3, 4, 3, 3), -3, eps=0.3, momentum=0.7)
    cases |= batch_norm("inference", (2, 3, 4, 5, 3), -3, training=False)
    cases |= batch_norm("inferenceOfFeatures", (2, 3, 5), -1, training=False)

    def through_time(name, x, axis, training=True):
        """One batch norm per step, without a bias."""
        steps, channels = x[0], x[axis]
        mean, variance = numbers(steps, channels), numbers(steps, channels, low=0.5, high=2)
        after = (mean.clone(), variance.clone())

        def function(input, weight):
            return torch.stack([
                F.batch_norm(
                    input[t].reshape(-1, *x[axis:]), after[0][t], after[1][t], weight[t], None,
                    training=training).reshape(x[1:])
                for t in range(steps)])

        result = case(
            name, function, input=numbers(*x, low=-1.25, high=2.75),
            weight=numbers(steps, channels))
        result |= {f"{name}.mean": mean, f"{name}.var": variance}
        result |= {f"{name}.after.mean": after[0], f"{name}.after.var": after[1]}
        return result

    for name, x, axis in [
        ("throughTime.images", (3, 2, 4, 3, 5), -3),
        ("throughTime.features", (3, 4, 5), -1),
        ("throughTime.oneStep", (1, 4, 2, 6), -2),
    ]:
        cases |= through_time(name, x, axis)
    cases |= through_time("throughTime.inference", (3, 2, 4, 3, 5), -3, training=False)
    cases |= through_time("throughTime.inferenceOfFeatures", (3, 2, 4), -1, training=False)

    def temporal(input, stepWeight, **norm):
        y = F.batch_norm(
            input.flatten(0, 1), None, None, norm["norm.weight"], norm["norm.bias"], training=True)
        return y.reshape(input.shape) * stepWeight.reshape(-1, *[1] * (input.dim() - 1))

    for name, x in [("temporal.images", (3, 2, 4, 3, 5)), ("temporal.features", (3, 4, 5))]:
        cases |= case(
            name, temporal,
            **{"input": numbers(*x), "norm.weight": numbers(x[2]), "norm.bias": numbers(x[2])},
            stepWeight=numbers(x[0]))

    for name, x, axis, groups in [
        ("group.images", (2, 3, 6, 3, 5), -3, 3),
        ("group.sequences", (2, 2, 4, 5), -2, 4),
        ("group.features", (2, 3, 6), -1, 2),
        ("group.one", (4, 3, 2, 2), -3, 1),
    ]:
        cases |= case(
            name,
            lambda input, weight, bias: F.group_norm(
                input.reshape(-1, *x[axis:]), groups, weight, bias).reshape(x),
            input=numbers(*x, low=-1.25, high=2.75), weight=numbers(x[axis]), bias=numbers(x[axis]))
    for name, x, features in [
        ("layer.features", (2, 3, 7), (7,)), ("layer.images", (2, 3, 2, 3, 4), (2, 3, 4)),
        ("layer.vector", (5,), (5,)), ("layer.element", (2, 1), (1,)),
    ]:
        cases |= case(
            name, lambda input, weight, bias: F.layer_norm(input, features, weight, bias),
            input=numbers(*x, low=-1.25, high=2.75), weight=numbers(*features),
            bias=numbers(*features))
    save("normalization", cases)


class Spike(torch.autograd.Function):
    """1 above zero, with the derivative of arctan(pi * x) / pi."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return (x > 0).to(x)

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient / (1 + (torch.pi * x) ** 2)


def leaky(x, beta, threshold):
    """Reset by subtraction at the next step, detached, as snnTorch has it."""
    membrane, spike, spikes = torch.zeros_like(x[0]), torch.zeros_like(x[0]), []
    for current in x:
        membrane = beta * membrane + current - threshold * spike.detach()
        # Single precision must not take another decision.
        assert (membrane - threshold).abs().min() > 1e-4, "too close to the threshold"
        spike = Spike.apply(membrane - threshold)
        spikes.append(spike)
    return torch.stack(spikes)


def attention(heads, threshold, scale):
    def project(x, name, parameters):
        y = x @ parameters[f"{name}.linear.weight"] + parameters[f"{name}.linear.bias"]
        y = F.batch_norm(
            y.flatten(0, -2), None, None, parameters[f"{name}.norm.weight"],
            parameters[f"{name}.norm.bias"], training=True).reshape(y.shape)
        return leaky(y, 0.5, 0.75)

    def function(input, **parameters):
        def split(x):
            return x.unflatten(-1, (heads, -1)).transpose(-2, -3)

        q, k, v = (split(project(input, name, parameters)) for name in ["query", "key", "value"])
        y = (q @ k.mT) @ v * scale
        y = leaky(y.transpose(-2, -3).flatten(-2), 0.5, threshold)
        return project(y, "output", parameters)

    return function


def attentions():
    cases = {}
    for name, (steps, batch, tokens, features), heads, scale in [
        ("twoHeads", (3, 2, 5, 6), 2, 0.3125), ("oneHead", (1, 3, 4, 3), 1, 0.40625),
        ("oneToken", (4, 3, 1, 4), 4, 0.6875),
    ]:
        inputs = {"input": (torch.rand(steps, batch, tokens, features) > 0.5).double()}
        for part in ["query", "key", "value", "output"]:
            inputs[f"{part}.linear.weight"] = numbers(features, features)
            inputs[f"{part}.linear.bias"] = numbers(features)
            inputs[f"{part}.norm.weight"] = numbers(features, low=0.5, high=1.5)
            inputs[f"{part}.norm.bias"] = numbers(features, low=0, high=0.8)
        result = case(name, attention(heads, 0.5703125, scale), **inputs)
        share = result[f"{name}.output"].mean()
        assert 0.1 < share < 0.9, f"{name}: {share} of the outputs fire"
        cases |= result
    save("spiking_self_attention", cases, "SNNSpikingTests")


def hidden_states(kind, input, p):
    """h of PyTorch's LSTM or GRU; weights are `[inputs, gates]`, as ours."""
    flat = [p["input.weight"].T, p["recurrent.weight"].T, p["input.bias"], p["recurrent.bias"]]
    rest = input.new_zeros(1, input.shape[1], p["recurrent.weight"].shape[0])
    if kind == "lstm":
        return torch.lstm(input, (rest, rest), flat, True, 1, 0.0, False, False, False)[0]
    return torch.gru(input, rest, flat, True, 1, 0.0, False, False, False)[0]


def conv_lstm(input, p):
    """h as snnTorch's SConv2dLSTM computes it from one convolution of input and h, gates i, f, o, g.

    Ours are i, f, g, o, and two convolutions.
    """
    outputs = p["recurrent.weight"].shape[0] // 4
    padding = p["recurrent.weight"].shape[-1] // 2
    i, f, g, o = torch.cat([p["input.weight"], p["recurrent.weight"]], dim=1).chunk(4)
    weight = torch.cat([i, f, o, g])
    i, f, g, o = p["input.bias"].chunk(4)
    bias = torch.cat([i, f, o, g])
    h = c = input.new_zeros(input.shape[1], outputs, *input.shape[-2:])
    membranes = []
    for x in input:
        i, f, o, g = F.conv2d(torch.cat([x, h], 1), weight, bias, padding=padding).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        membranes.append(h)
    return torch.stack(membranes)


def recurrent_convolution(input, p):
    """Leaky neurons, beta 0.75, that see the convolution of their last spikes."""
    membrane, spike, spikes = torch.zeros_like(input[0]), torch.zeros_like(input[0]), []
    for x in input:
        feedback = F.conv2d(spike, p["connection.weight"], p["connection.bias"], padding=(1, 2))
        membrane = 0.75 * membrane + x + feedback - spike.detach()
        assert (membrane - 1).abs().min() > 1e-4, "too close to the threshold"
        spike = Spike.apply(membrane - 1)
        spikes.append(spike)
    return torch.stack(spikes)


def cells():
    cases = {}
    for kind, gates in [("lstm", 4), ("gru", 3)]:
        for name, (steps, batch, inputs, hidden) in [
            ("wider", (6, 2, 3, 5)), ("narrower", (7, 3, 8, 4)), ("one", (1, 1, 1, 1)),
        ]:
            cases |= case(
                f"{kind}.{name}", lambda input, **p: hidden_states(kind, input, p),
                input=numbers(steps, batch, inputs),
                **{
                    "input.weight": numbers(inputs, gates * hidden),
                    "input.bias": numbers(gates * hidden),
                    "recurrent.weight": numbers(hidden, gates * hidden),
                    "recurrent.bias": numbers(gates * hidden),
                })
    for name, (steps, batch, inputs, hidden, kernel, height, width) in [
        ("three", (4, 2, 2, 3, 3, 5, 4)), ("pointwise", (3, 1, 3, 2, 1, 2, 3)),
        ("five", (3, 2, 1, 1, 5, 3, 3)),
    ]:
        cases |= case(
            f"conv_lstm.{name}", lambda input, **p: conv_lstm(input, p),
            input=numbers(steps, batch, inputs, height, width),
            **{
                "input.weight": numbers(4 * hidden, inputs, kernel, kernel),
                "input.bias": numbers(4 * hidden),
                "recurrent.weight": numbers(4 * hidden, hidden, kernel, kernel),
            })
    result = case(
        "recurrent_convolution", lambda input, **p: recurrent_convolution(input, p),
        input=numbers(6, 2, 2, 3, 4, low=-0.5, high=1.5),
        **{
            "connection.weight": numbers(2, 2, 3, 5, low=-0.3, high=0.3),
            "connection.bias": numbers(2, low=-0.2, high=0.2),
        })
    share = result["recurrent_convolution.output"].mean()
    assert 0.1 < share < 0.9, f"{share} of the neurons fire"
    save("cells", cases | result, "SNNSpikingTests")


# A seed of attention and of cells must pass the checks above.
for section, seed in [
    (convolutions, 100), (poolings, 101), (normalizations, 102), (attentions, 111), (cells, 103),
]:
    torch.manual_seed(seed)
    section()
