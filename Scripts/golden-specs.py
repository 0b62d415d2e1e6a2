#!/usr/bin/env python3
"""Writes what PyTorch computes from the layers that specs describe: golden-specs.py TESTS.

TESTS is the folder of the test targets; torch, torchvision, numpy and safetensors must be installed.

presets.json holds, for every network that a preset stands for, the names and shapes of its tensors
and the first scores of the same network; those of VGGs, ResNet-18 and ResNet-34 made small: axes of
64 and more, but for 1000 classes, are divided by 16.  The numbers come from one generator that the tests repeat: a state of 32 bits that
starts at 1 and becomes 1664525·s + 1013904223 for every number, tensor by tensor, then the input.

spec-layers.safetensors holds single layers: `case.input`, `case.output` and their tensors.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import torchvision
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F
from torchvision.models.resnet import BasicBlock

folder = Path(sys.argv[1]) / "SNNConversionTests" / "Fixtures"


# Presets


class Numbers:
    """One generator for all numbers of a network."""

    def __init__(self):
        self.state = 1

    def tensor(self, shape, low, high):
        count = int(np.prod(shape))
        states = np.empty(count, np.uint64)
        state = self.state
        for place in range(count):
            state = (1664525 * state + 1013904223) & 0xFFFFFFFF
            states[place] = state
        self.state = state
        turns = states.astype(np.float64) / 2**32
        return torch.tensor((low + (high - low) * turns).astype(np.float32).reshape(shape))


def small(name, size):
    is_large = name.startswith("vgg") or name in ["resnet18", "resnet34"]
    return size // 16 if is_large and size >= 64 and size != 1000 else size


def bounds(name, shape):
    if name.endswith("running_var") or (name.endswith("weight") and len(shape) == 1):
        return 0.5, 1.5
    if name.endswith("weight"):
        bound = (6 / np.prod(shape[1:])) ** 0.5
        return -bound, bound
    return -0.1, 0.1


def preset(name, model, input_shape, renamed=lambda name: name):
    """The names and shapes of a network, and the scores of the small one."""
    model.eval()
    keys = [
        (key, list(tensor.shape))
        for key, tensor in model.state_dict().items()
        if not key.endswith("num_batches_tracked")
    ]
    numbers = Numbers()
    for key, shape in keys:
        shape = [small(name, size) for size in shape]
        owner = model.get_submodule(key.rpartition(".")[0])
        tensor = numbers.tensor(shape, *bounds(key, shape))
        leaf = key.rpartition(".")[2]
        if leaf.startswith("running"):
            owner.register_buffer(leaf, tensor)
        else:
            setattr(owner, leaf, nn.Parameter(tensor))
    samples = numbers.tensor([2] + input_shape, -1, 1)
    with torch.no_grad():
        scores = model(samples)
    return {
        "preset": name,
        "input": input_shape,
        "tensors": [[renamed(key), shape] for key, shape in keys],
        "scores": [[float(x) for x in row[:10]] for row in scores],
    }


class Padded(nn.Module):
    """The shortcut without weights of residual networks for CIFAR, “option A”."""

    def __init__(self, channels):
        super().__init__()
        self.channels = channels

    def forward(self, x):
        extra = (self.channels - x.shape[1]) // 2
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, extra, extra))


class CIFARResNet(nn.Module):
    """Three stages of torchvision's blocks, as in section 4.2 of the paper."""

    def __init__(self, projected):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        channels = 16
        for stage in range(3):
            blocks = []
            for block in range(3):
                width = 16 << stage
                stride = 2 if stage > 0 and block == 0 else 1
                shortcut = None
                if stride == 2 and projected:
                    shortcut = nn.Sequential(
                        nn.Conv2d(channels, width, 1, stride=2, bias=False), nn.BatchNorm2d(width)
                    )
                elif stride == 2:
                    shortcut = Padded(width)
                blocks.append(BasicBlock(channels, width, stride, shortcut))
                channels = width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


class LeNet(nn.Module):
    """As in PyTorch's tutorials."""

    def __init__(self, channels, padding):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 6, 5, padding=padding)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))


def cifar(model):
    """The usual change for images of 32 × 32."""
    model.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
    model.maxpool = nn.Identity()
    model.fc = nn.Linear(512, 10)
    return model


def cifar_vgg(model):
    model.avgpool = nn.AdaptiveAvgPool2d(1)
    model.classifier = nn.Linear(512, 10)
    return model


def other_names(name):
    return name.replace("downsample", "shortcut").replace("fc.", "linear.")


models = torchvision.models
presets = [
    preset("lenet", LeNet(1, 2), [1, 28, 28]),
    preset("lenet", LeNet(3, 0), [3, 32, 32]),
    preset("vgg11", models.vgg11(), [3, 224, 224]),
    preset("vgg11-bn", models.vgg11_bn(), [3, 224, 224]),
    preset("vgg11-bn", cifar_vgg(models.vgg11_bn()), [3, 32, 32]),
    preset("vgg13", models.vgg13(), [3, 224, 224]),
    preset("vgg13-bn", models.vgg13_bn(), [3, 224, 224]),
    preset("vgg16", models.vgg16(), [3, 224, 224]),
    preset("vgg16", cifar_vgg(models.vgg16()), [3, 64, 64]),
    preset("vgg16-bn", models.vgg16_bn(), [3, 224, 224]),
    preset("resnet18", models.resnet18(), [3, 64, 64]),
    preset("resnet18", cifar(models.resnet18()), [3, 32, 32]),
    preset("resnet18", cifar(models.resnet18()), [3, 32, 32], other_names),
    preset("resnet20", CIFARResNet(False), [3, 32, 32]),
    preset("resnet20", CIFARResNet(True), [3, 32, 32]),
    preset("resnet34", models.resnet34(), [3, 64, 64]),
]
lines = ",\n".join(json.dumps(entry) for entry in presets)
(folder / "presets.json").write_text(f"[\n{lines}\n]\n")


# Single layers

torch.manual_seed(4)
cases = {}


def numbers(*shape, low=-1.0, high=1.0):
    # Single precision, computed with in double.
    return (low + (high - low) * torch.rand(shape)).float().double()


def case(name, tensors, output):
    for key, tensor in {**tensors, "output": output}.items():
        cases[f"{name}.{key}"] = tensor.contiguous().float()


def norm(channels, affine=True):
    result = {
        "running_mean": numbers(channels),
        "running_var": numbers(channels, low=0.2, high=2),
    }
    if affine:
        result |= {"weight": numbers(channels), "bias": numbers(channels)}
    return result


def normed(x, tensors, eps):
    return F.batch_norm(
        x,
        tensors["running_mean"],
        tensors["running_var"],
        tensors.get("weight"),
        tensors.get("bias"),
        eps=eps,
    )


def named(prefix, tensors):
    return {f"{prefix}.{key}": tensor for key, tensor in tensors.items()}


# Groups, dilation, uneven sizes; another epsilon; a pool that rounds up.
x = numbers(2, 4, 12, 11)
conv = {"weight": numbers(6, 2, 3, 2), "bias": numbers(6)}
bn = norm(6)
y = F.conv2d(x, conv["weight"], conv["bias"], (2, 1), (1, 0), (1, 2), 2)
y = F.relu6(4 * normed(y, bn, 1e-3))
bn4 = {**bn, "weight": bn["weight"] * 4, "bias": bn["bias"] * 4}
y = F.max_pool2d(y, 3, 2, 1, ceil_mode=True).flatten(1)
case("images", {"input": x} | named("conv", conv) | named("bn", bn4), y)

# The last window would begin in the padding behind the image, and is left out.
x = numbers(2, 3, 4, 7)
case("ceil", {"input": x}, F.max_pool2d(x, 2, (3, 2), 1, ceil_mode=True).flatten(1))

# One dimension; a norm without weights.
x = numbers(2, 3, 14)
conv = {"weight": numbers(5, 3, 3), "bias": numbers(5)}
bn = norm(5, affine=False)
fc = {"weight": numbers(4, 15), "bias": numbers(4)}
y = F.conv1d(x, conv["weight"], conv["bias"], 2, 1)
y = F.max_pool1d(F.relu(normed(y, bn, 1e-5)), 2).flatten(1)
y = F.linear(y, fc["weight"], fc["bias"])
case("signals", {"input": x} | named("conv", conv) | named("bn", bn) | named("fc", fc), y)

# “same” with even kernels, where PyTorch pads unevenly; an average whose padding counts.
x = numbers(2, 2, 7, 6)
conv = {"weight": numbers(3, 2, 4, 2)}
y = F.relu(F.conv2d(x, conv["weight"], None, 1, "same", (1, 3)))
y = F.avg_pool2d(y, 3, 2, 1).flatten(1)
case("same", {"input": x} | named("conv", conv), y)

# Normalized input, a residual block, branches, weights as NumPy has them, and QCFS.
x = numbers(3, 2, 5, 5)
mean, std = torch.tensor([0.25, -0.5]).double(), torch.tensor([0.5, 2.0]).double()
z = (x - mean[:, None, None]) / std[:, None, None]
a = {"weight": numbers(4, 2, 3, 3), "bias": numbers(4)}
b = {"weight": numbers(4, 2, 1, 1)}
bn = norm(4)
z = F.relu(normed(F.conv2d(z, a["weight"], a["bias"], 1, 1), bn, 1e-5) + F.conv2d(z, b["weight"]))
c = {"weight": numbers(3, 4, 1, 1), "bias": numbers(3)}
d = {"weight": numbers(2, 4, 3, 3), "bias": numbers(2)}
z = torch.cat(
    [F.conv2d(z, c["weight"], c["bias"]), F.conv2d(z, d["weight"], d["bias"], padding=1), z], 1
)
z = F.adaptive_avg_pool2d(z, 1).flatten(1)
first, offset = numbers(9, 9), numbers(9)
z = z @ first + offset
threshold = torch.tensor(0.75).double()
z = threshold * torch.clamp(torch.floor(z * 8 / threshold + 0.5) / 8, 0, 1)
fc = {"weight": numbers(9, 9)}
z = F.linear(z, fc["weight"])
tensors = named("a", a) | named("b", b) | named("bn", bn) | named("c", c) | named("d", d)
tensors |= {"W": first, "offset": offset, "act.thresh": threshold} | named("fc", fc)
case("blocks", {"input": x} | tensors, z)

save_file(cases, folder / "spec-layers.safetensors")


# A model saved whole, which does not say the shape of its samples.

torch.manual_seed(5)
model = nn.Sequential(
    nn.Conv2d(1, 2, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8, 3)
)
torch.save(model.eval(), folder / "sequential.pt")
