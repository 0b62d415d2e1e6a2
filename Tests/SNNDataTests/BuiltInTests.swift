import FoundationEssentials
import Testing

@testable import SNNData

@Suite struct BuiltInTests {
  @Test func iris() {
    let iris = Dataset.iris()
    #expect(iris.name == "iris")
    #expect(iris.features.count == 150 && iris.features.width == 4)
    #expect(iris.featureNames == ["sepal length", "sepal width", "petal length", "petal width"])
    #expect(iris.classNames == ["setosa", "versicolor", "virginica"])
    #expect(iris.classCounts == [50, 50, 50])
    #expect(iris.features.gathering([0]) == [[5.1, 3.5, 1.4, 0.2]])
    // Rows 35 and 38 as in Fisher's table.
    #expect(iris.features.gathering([34, 37]) == [[4.9, 3.1, 1.5, 0.2], [4.9, 3.6, 1.4, 0.1]])
    #expect(iris.labels[0] == 0 && iris.labels[149] == 2)
  }

  @Test func breastCancer() {
    let cancer = Dataset.breastCancer()
    #expect(cancer.features.count == 569 && cancer.features.width == 30)
    #expect(cancer.classNames == ["benign", "malignant"])
    #expect(cancer.classCounts == [357, 212])
    #expect(cancer.featureNames[0] == "mean radius")
    #expect(cancer.featureNames[29] == "worst fractal dimension")
    #expect(cancer.features[0, 0] == 17.99)
    #expect(cancer.features.values.max() == 4254)
    #expect(cancer.labels[0] == 1)
  }

  @Test func embeddedTextIsTheFile() throws {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for (path, text) in [
      ("Datasets/iris/iris.csv", EmbeddedFiles.iris),
      ("Datasets/breast-cancer/wdbc.csv", EmbeddedFiles.breastCancer),
    ] {
      let isEqual = try Data(contentsOf: root.appending(path: path)) == Data(text.utf8)
      #expect(isEqual, "\(path) differs: run Scripts/export-datasets.py")
    }
  }
}

private let folder = ProcessInfo.processInfo.environment["SNN_DATASETS"]

@Suite struct FolderTests {
  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func breastCancerOriginal() throws {
    let data = try Dataset.breastCancerOriginal(inFolder: #require(folder))
    #expect(data.name == "wbc")
    #expect(data.features.count == 683 && data.features.width == 9)
    #expect(data.classNames == ["benign", "malignant"])
    #expect(data.classCounts == [444, 239])
    #expect(data.featureNames[5] == "bare nuclei")
    #expect(data.features.gathering([0]) == [[5, 1, 1, 1, 2, 1, 3, 1, 1]])
    #expect(data.features.values.min() == 1 && data.features.values.max() == 10)
  }

  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func landsat() throws {
    let (train, test) = try Dataset.landsat(inFolder: #require(folder))
    #expect(train.features.count == 4435 && train.features.width == 36)
    #expect(train.classCounts == [1072, 479, 961, 415, 470, 1038])
    #expect(test.features.count == 2000 && test.features.width == 36)
    #expect(test.classCounts == [461, 224, 397, 211, 237, 470])
    #expect(train.classNames.last == "very damp grey soil")
    #expect(train.classNames == test.classNames)
    #expect(train.featureNames[16] == "pixel 5 band 1")
    #expect(train.features[0, 1] == 115 && train.labels[0] == 2)
  }

  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func remoteFilesHaveTheirSizes() throws {
    let folder = URL(filePath: try #require(folder))
    for file in [RemoteFile.breastCancerOriginal, .landsatTraining, .landsatTest] {
      #expect(try Data(contentsOf: folder.appending(path: file.name)).count == file.byteCount)
    }
  }

  @Test func hashesAreHexadecimal() {
    for file in [RemoteFile.breastCancerOriginal, .landsatTraining, .landsatTest] {
      #expect(file.sha256.count == 64)
      #expect(file.sha256.allSatisfy { "0123456789abcdef".contains($0) })
      #expect(file.url.hasSuffix("/" + file.name))
    }
  }

  @Test func rowsWithMissingValuesAreLeftOut() throws {
    let text = "7,5,1,1,1,2,1,3,1,1,2\n8,5,1,1,1,2,?,3,1,1,2\n9,8,7,6,5,4,3,2,1,10,4\n"
    try withFolder(["breast-cancer-wisconsin.data": text]) { folder in
      let data = try Dataset.breastCancerOriginal(inFolder: folder)
      #expect(data.features == [[5, 1, 1, 1, 2, 1, 3, 1, 1], [8, 7, 6, 5, 4, 3, 2, 1, 10]])
      #expect(data.labels == [0, 1])
    }
  }

  @Test(arguments: [
    "", "<html>404</html>", "1,2,3\n4,5,6\n",
    "7,5,1,1,1,2,1,3,1,1,2\n8,5,1,1,1,2,1,3,1,1,3\n",  // class 3
    "7,5,1,1,1,2,1,3,1,1,2\n8,5,1,1,1\n",  // cut off
  ])
  func otherFilesAreRefused(_ text: String) throws {
    try withFolder(["breast-cancer-wisconsin.data": text, "sat.trn": text]) { folder in
      let error = #expect(throws: DataError.self) {
        _ = try Dataset.breastCancerOriginal(inFolder: folder)
      }
      #expect(error?.kind == .badData)
      #expect(throws: DataError.self) { _ = try Dataset.landsat(inFolder: folder) }
    }
  }

  @Test func missingFilesAreNoInput() throws {
    try withFolder([:]) { folder in
      let error = #expect(throws: DataError.self) { _ = try Dataset.landsat(inFolder: folder) }
      #expect(error?.kind == .noInput)
      #expect(error?.place?.hasSuffix("/sat.trn") == true)
    }
  }
}
