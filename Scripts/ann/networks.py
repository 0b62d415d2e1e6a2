"""The two ordinary networks.  They stand in a module of their own because `torch.save(model)`
writes down the module that a class comes from."""

from torch import nn


def landsat_mlp():
    """36 raw features → 6 classes, a plain chain of layers."""
    return nn.Sequential(
        nn.BatchNorm1d(36),
        nn.Linear(36, 128),
        nn.ReLU(),
        nn.Dropout(0.1),
        nn.Linear(128, 64),
        nn.ReLU(),
        nn.Linear(64, 6),
    )


class MNISTCNN(nn.Module):
    """[1, 28, 28] → 10 classes, with one residual block."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(32)
        self.block = nn.Sequential(
            nn.Conv2d(32, 32, 3, padding=1),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.Conv2d(32, 32, 3, padding=1),
            nn.BatchNorm2d(32),
        )
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(2)
        self.avgpool = nn.AvgPool2d(3, stride=2)
        self.flatten = nn.Flatten()
        self.dropout = nn.Dropout(0.2)
        self.classifier = nn.Linear(288, 10)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.maxpool(self.relu(self.bn2(self.conv2(x))))
        x = self.relu(self.block(x) + x)
        return self.classifier(self.dropout(self.flatten(self.avgpool(x))))
