internal import SNNKernels

/// A data file that is not part of the library: where to get it and how to recognise it.
public struct RemoteFile: Sendable, Hashable {
  /// The file's name, which may begin with a folder of its own; `path(in:)` looks for it.
  public let name: String

  /// Where it can be fetched.
  public let url: String

  /// The size in bytes as it is fetched.
  public let byteCount: Int

  /// The size in bytes of the content, which a gzip file unpacks to.
  public let contentByteCount: Int

  /// The SHA-256 of the content, in lower-case hexadecimal; gzip files of one content differ.
  public let sha256: String

  init(
    name: String, url: String, byteCount: Int, contentByteCount: Int? = nil, sha256: String
  ) {
    self.name = name
    self.url = url
    self.byteCount = byteCount
    self.contentByteCount = contentByteCount ?? byteCount
    self.sha256 = sha256
  }

  /// Where the file lies in a folder: under its name, or directly inside, packed or unpacked; nil
  /// when it does not.
  public func path(in folder: String) -> String? {
    let plain = name.split(separator: "/").last.map(String.init) ?? name
    let packed = name == plain ? [name] : [name, plain]
    let unpacked = packed.filter { $0.hasSuffix(".gz") }.map { String($0.dropLast(3)) }
    return (packed + unpacked).map { "\(folder)/\($0)" }.first(where: exists)
  }

  private func exists(_ path: String) -> Bool {
    do throws(SystemError) {
      return try FileStatus.ifPresent(at: path) != nil
    } catch {
      // Reading it will say why it is out of reach.
      return error.cause == .denied
    }
  }

  /// The path under which the file is read: where it lies, or where it is missed.
  func readingPath(in folder: String) -> String { path(in: folder) ?? "\(folder)/\(name)" }

  private static let archive = "https://archive.ics.uci.edu/ml/machine-learning-databases/"

  /// Breast Cancer Wisconsin (Original), doi:10.24432/C5HP4Z, CC BY 4.0.
  public static let breastCancerOriginal = RemoteFile(
    name: "breast-cancer-wisconsin.data",
    url: archive + "breast-cancer-wisconsin/breast-cancer-wisconsin.data",
    byteCount: 19_889,
    sha256: "402c585309c399237740f635ef9919dc512cca12cbeb20de5e563a4593f22b64")

  /// The training part of Statlog (Landsat Satellite), doi:10.24432/C55887, CC BY 4.0.
  public static let landsatTraining = RemoteFile(
    name: "sat.trn",
    url: archive + "statlog/satimage/sat.trn",
    byteCount: 525_830,
    sha256: "e896dc88a960fa2404160fc4c3cb3dc53fcf4afd80ba920bf2d261bd42d12613")

  /// The test part of Statlog (Landsat Satellite), doi:10.24432/C55887, CC BY 4.0.
  public static let landsatTest = RemoteFile(
    name: "sat.tst",
    url: archive + "statlog/satimage/sat.tst",
    byteCount: 236_745,
    sha256: "4b9167b8a92baafafed7c8809aef86d0683a5e685c19d98d119fa6974f0f2479")
}
