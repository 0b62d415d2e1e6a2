extension Dataset {
  /// Fisher's iris flowers: 150 rows, 4 lengths in centimetres, 3 species of 50 rows each.
  ///
  /// The copy that agrees with Fisher's table; the widely used `iris.data` differs in rows 35 and 38.
  /// - Reference: Fisher, *The Use of Multiple Measurements in Taxonomic Problems*, 1936.
  public static func iris() -> Dataset {
    builtIn(EmbeddedFiles.iris, name: "iris", target: "species")
  }

  /// Breast Cancer Wisconsin (Diagnostic): 569 rows, 30 measures of cell nuclei, 357 benign and 212
  /// malignant.
  /// - Reference: Street, Wolberg & Mangasarian, *Nuclear Feature Extraction for Breast Tumor
  ///   Diagnosis*, 1993.
  public static func breastCancer() -> Dataset {
    builtIn(EmbeddedFiles.breastCancer, name: "wdbc", target: "diagnosis")
  }

  /// Reads text that is part of this library, where any error is ours.
  private static func builtIn(_ text: String, name: String, target: String) -> Dataset {
    do {
      return try Dataset(csv: CSVTable(text.utf8.span, source: name), target: target)
    } catch {
      fatalError("Dataset: the built-in \(name) is broken: \(error)")
    }
  }
}
