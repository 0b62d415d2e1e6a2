"""One training loop for both networks."""

import torch
from torch.nn import functional as F


def logits(model, inputs):
    """The eval-mode logits, in batches."""
    model.eval()
    with torch.no_grad():
        return torch.cat([model(batch) for batch in inputs.split(500)])


def accuracy(model, inputs, classes):
    return (logits(model, inputs).argmax(1) == classes).double().mean().item()


def shifted(images, by, generator):
    """Images moved by up to `by` pixels along both axes, each on its own, zeros moving in."""
    n, _, height, width = images.shape
    wide = F.pad(images, [by] * 4)
    rows = torch.randint(2 * by + 1, (n, 1, 1), generator=generator) + torch.arange(height)[:, None]
    columns = torch.randint(2 * by + 1, (n, 1, 1), generator=generator) + torch.arange(width)
    return wide[torch.arange(n)[:, None, None], 0, rows, columns][:, None]


def train(model, rows, validation, *, epochs, batch, rate, decay, seed, augment=None):
    """Trains with AdamW and a one-cycle rate; prints a line per epoch.

    `augment(inputs, generator)` changes a batch.  The state of the last epoch counts: nothing is
    picked by the validation rows, they only show whether the settings are good.
    """
    generator = torch.Generator().manual_seed(seed)
    inputs, classes = rows
    steps = -(-len(inputs) // batch)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * steps)
    for epoch in range(1, epochs + 1):
        model.train()
        total = 0.0
        for picked in torch.randperm(len(inputs), generator=generator).split(batch):
            x = inputs[picked]
            loss = F.cross_entropy(model(augment(x, generator) if augment else x), classes[picked])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(picked)
        print(
            f"epoch {epoch:3}  loss {total / len(inputs):.4f}  "
            f"validation {accuracy(model, *validation):.4f}",
            flush=True,
        )
