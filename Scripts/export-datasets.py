#!/usr/bin/env python3
"""Writes the data sets that are built into SNNData.

From scikit-learn's copies (pip install scikit-learn) come
  Datasets/iris/iris.csv
  Datasets/breast-cancer/wdbc.csv
  Sources/SNNData/BuiltIn/EmbeddedFiles.swift   the same text as string literals
and the SHA-256 of each CSV file, which its README.md quotes, is printed.
"""

import hashlib
from pathlib import Path

from sklearn.datasets import load_breast_cancer, load_iris

ROOT = Path(__file__).resolve().parent.parent


def csv_text(features, labels, feature_names, class_names, target):
    """The table with a header row; the shortest decimals that give the same numbers."""
    lines = [",".join([*feature_names, target])]
    for row, label in zip(features, labels):
        cells = [repr(float(value)).removesuffix(".0") for value in row]
        lines.append(",".join([*cells, class_names[label]]))
    return "\n".join(lines) + "\n"


def swift_literal(name, summary, text):
    body = "".join(f"    {line}\n" for line in text.splitlines())
    return f'  /// {summary}\n  static let {name} = """\n{body}\n    """\n'


def main():
    iris = load_iris()
    cancer = load_breast_cancer()
    iris_text = csv_text(
        iris.data,
        iris.target,
        [name.removesuffix(" (cm)") for name in iris.feature_names],
        iris.target_names,
        "species",
    )
    cancer_text = csv_text(
        cancer.data, cancer.target, cancer.feature_names, cancer.target_names, "diagnosis"
    )
    for path, text in [("iris/iris.csv", iris_text), ("breast-cancer/wdbc.csv", cancer_text)]:
        target = ROOT / "Datasets" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        print(hashlib.sha256(text.encode()).hexdigest(), f"Datasets/{path}")

    swift = (
        "// swift-format-ignore-file\n"
        "// Written by Scripts/export-datasets.py; do not edit.\n\n"
        "/// The built-in data sets as the text of their CSV files.\n"
        "enum EmbeddedFiles {\n"
        + swift_literal("iris", "`Datasets/iris/iris.csv`", iris_text)
        + "\n"
        + swift_literal("breastCancer", "`Datasets/breast-cancer/wdbc.csv`", cancer_text)
        + "}\n"
    )
    folder = ROOT / "Sources/SNNData/BuiltIn"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "EmbeddedFiles.swift").write_bytes(swift.encode())


if __name__ == "__main__":
    main()
