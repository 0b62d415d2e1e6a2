#!/usr/bin/env python3
"""Writes a network of ResNet-18's shape, to try conversion at a real network's size.

    resnet18.py --out DIR [--data DIR] [--seed N]

The form for small images: [3, 32, 32] → Conv 64 → four stages of two basic blocks with 64, 128,
256, 512 channels, strides 1, 2, 2, 2, projections where the shape changes → global average pool →
Linear 10.  The weights are random, not trained; the statistics of BatchNormalization come from 512
images, so activations keep the sizes they have in a trained network.  The images are digits of
MNIST in random colours on random backgrounds when --data (or $SNN_DATASETS) is given, otherwise
random smooth pictures with noise.

DIR receives resnet18.safetensors, resnet18.onnx with resnet18.onnx.data (new exporter, whose
default is external data; BatchNormalization kept), resnet18.yaml, resnet18-inputs.npz (`inputs`: 200 images, `logits`: what PyTorch makes of them).
"""

import argparse
import os
from pathlib import Path

import numpy as np
import torch
from onnxscript.rewriter.rules.common import materialize_reshape_shape_rule
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F

import data
import onnx_formats

STAGES = [(64, 1), (128, 2), (256, 2), (512, 2)]


class Block(nn.Module):
    """Two convolutions beside an identity, or beside a projection where the shape changes."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = None
        if channels != filters or stride != 1:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)
            )

    def forward(self, x):
        branch = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(branch + (self.downsample(x) if self.downsample else x))


class ResNet18(nn.Module):
    """The names are those of torchvision."""

    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU()
        channels = 64
        for number, (filters, stride) in enumerate(STAGES, start=1):
            blocks = [Block(channels, filters, stride), Block(filters, filters, 1)]
            setattr(self, f"layer{number}", nn.Sequential(*blocks))
            channels = filters
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(512, classes)

    def forward(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(self.avgpool(x).flatten(1))


def randomize(model, generator):
    """He's weights, scales and shifts of BatchNormalization spread as training leaves them."""
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=module.in_features**-0.5, generator=generator)
            nn.init.normal_(module.bias, std=0.1, generator=generator)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.2, generator=generator)
            nn.init.normal_(module.bias, std=0.2, generator=generator)


def digits(folder, count, generator):
    """Training digits, each in a colour of its own on a background of its own: [N, 3, 32, 32]."""
    (images, _), _ = data.mnist(folder)
    picked = torch.randperm(len(images), generator=generator)[:count]
    shapes = F.pad(images[picked], [2] * 4)
    front, back = torch.rand((2, count, 3, 1, 1), generator=generator)
    noise = torch.randn((count, 3, 32, 32), generator=generator) * 0.05
    return (back + shapes * (front - back) + noise).clamp(0, 1)


def pictures(count, generator):
    """Smooth random pictures with noise: [N, 3, 32, 32]."""
    coarse = torch.rand((count, 3, 5, 5), generator=generator)
    smooth = F.interpolate(coarse, size=(32, 32), mode="bicubic")
    noise = torch.randn((count, 3, 32, 32), generator=generator) * 0.05
    return (smooth + noise).clamp(0, 1)


def gather_statistics(model, images):
    """Sets mean and variance of each BatchNormalization to the average over batches."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None
    model.train()
    with torch.no_grad():
        for batch in images.split(64):
            model(batch)
    return model.eval()


def specification(model):
    """The layers in the grammar of the layer specification."""
    lines = ["input: [3, 32, 32]", "layers:"]

    def convolution(indent, name, batchnorm, layer):
        settings = [f"weight: {name}"]
        if layer.stride != (1, 1):
            settings.append(f"stride: {layer.stride[0]}")
        if layer.padding != (0, 0):
            settings.append(f"padding: {layer.padding[0]}")
        lines.append(f"{indent}- conv: {{{', '.join(settings)}}}")
        lines.append(f"{indent}- batchnorm: {batchnorm}")

    convolution("  ", "conv1", "bn1", model.conv1)
    lines.append("  - relu")
    for name, block in model.named_modules():
        if not isinstance(block, Block):
            continue
        # Two levels more where the branch has a shortcut other than identity beside it.
        branch = "      " if block.downsample is None else "          "
        lines.append("  - residual:")
        if block.downsample is not None:
            lines.append("      branch:")
        convolution(branch, f"{name}.conv1", f"{name}.bn1", block.conv1)
        lines.append(f"{branch}- relu")
        convolution(branch, f"{name}.conv2", f"{name}.bn2", block.conv2)
        if block.downsample is not None:
            lines.append("      shortcut:")
            prefix = f"{name}.downsample"
            convolution(branch, f"{prefix}.0", f"{prefix}.1", block.downsample[0])
        lines.append("  - relu")
    lines += ["  - averagepool: 4", "  - flatten", "  - linear: fc"]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--data", default=os.environ.get("SNN_DATASETS"))
    parser.add_argument("--seed", default=1, type=int)
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(arguments.seed)
    if arguments.data is None:
        images = pictures(712, generator)
    else:
        images = digits(arguments.data, 712, generator)
    model = ResNet18()
    randomize(model, generator)
    gather_statistics(model, images[:512])
    inputs = images[512:]
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in inputs.split(50)])

    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "resnet18"
    save_file(model.state_dict(), f"{path}.safetensors", metadata={"format": "pt"})
    rules = [materialize_reshape_shape_rule]
    onnx_formats.save_new_onnx(model, f"{path}.onnx", inputs[:2], rules, external_data=True)
    Path(f"{path}.yaml").write_text(specification(model))
    np.savez(f"{path}-inputs.npz", inputs=inputs.numpy(), logits=logits.numpy())
    classes = logits.argmax(1).bincount(minlength=10).tolist()
    size = sum(parameter.numel() for parameter in model.parameters())
    print(f"{size:,} parameters; classes of the {len(inputs)} images: {classes}")


if __name__ == "__main__":
    main()
