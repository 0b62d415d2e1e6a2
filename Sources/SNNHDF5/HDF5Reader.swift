#if HDF5
  internal import CHDF5
  internal import SNNFormats

  /// Goes through the groups of a file and takes along what is read.
  struct HDF5Reader {
    private(set) var tensors: [StoredTensor] = []
    private(set) var attributes: [String: [String: [String]]] = [:]

    private let selection: HDF5File.Selection
    private let fileSize: Int
    /// How many bytes of numbers may still come: a small file can stand for a huge one.
    private var budget: Int
    /// The addresses of what has been met, so that nothing is read twice or in a circle.
    private var visited: Set<haddr_t> = []

    init(fileSize: Int, _ selection: HDF5File.Selection) {
      self.selection = selection
      self.fileSize = fileSize
      // Trained weights hardly shrink when they are packed; new ones of zeros do.
      budget = 16 << 20 + (fileSize < 1 << 40 ? 16 * fileSize : fileSize)
    }

    /// Reads a group and everything in it.
    /// - Parameters:
    ///   - path: its own, without a slash at either end.
    ///   - depth: in how many groups it lies.
    mutating func readGroup(
      _ group: borrowing HDF5Object, path: String, depth: Int
    ) throws(FormatError) {
      guard depth <= HDF5Limit.depth else {
        throw .refusedHDF5(path, "lies in more than \(HDF5Limit.depth) groups")
      }
      try visit(group, path)
      let words = try group.attributes(selection.attributes, path: path, fileSize: fileSize)
      if !words.isEmpty { attributes[path] = words }
      for name in try group.memberNames(path: path) {
        let place = path.isEmpty ? name : "\(path)/\(name)"
        guard unsafe hdf5_is_hard_link(group.id, name) == 1 else {
          throw .refusedHDF5(place, "is a link to another place or file, which is not followed")
        }
        if path.isEmpty, selection.skipped.contains(name) { continue }
        let member = try HDF5Object(
          unsafe H5Oopen(group.id, name, hdf5_default()), "is damaged at “\(shown(place))”")
        switch H5Iget_type(member.id) {
        case H5I_GROUP: try readGroup(member, path: place, depth: depth + 1)
        case H5I_DATASET:
          try visit(member, place)
          let dataset = try HDF5Dataset(member, path: place, fileSize: fileSize)
          budget -= dataset.byteCount
          guard budget >= 0 else {
            throw .refusedHDF5(place, "holds more numbers than a file of \(fileSize) bytes should")
          }
          tensors.append(try dataset.read(member))
        default: throw .refusedHDF5(place, "is neither a group nor a dataset")
        }
      }
    }

    private mutating func visit(
      _ object: borrowing HDF5Object, _ path: String
    ) throws(FormatError) {
      var address: haddr_t = 0
      guard unsafe hdf5_address(object.id, &address) >= 0 else {
        throw .damagedHDF5("is damaged at “\(shown(path))”")
      }
      guard visited.insert(address).inserted else {
        throw .refusedHDF5(path, "is linked twice")
      }
      guard visited.count <= HDF5Limit.objects else {
        throw .refusedHDF5(path, "comes after more than \(HDF5Limit.objects) other objects")
      }
    }
  }

  /// What a file may hold at most.
  enum HDF5Limit {
    static let depth = 16
    static let objects = 200_000
    /// Members of one group.
    static let members = 20_000
    static let rank = 8
    /// The longest name in bytes of UTF-8.
    static let nameLength = 1024
    /// Elements of one attribute.
    static let words = 100_000
  }

  /// A path as messages show it.
  func shown(_ path: String) -> String { printable(path, limit: 200) }

  extension HDF5Object {
    /// The names of a group's members, in their order.
    fileprivate borrowing func memberNames(path: String) throws(FormatError) -> [String] {
      var information = H5G_info_t()
      guard unsafe H5Gget_info(id, &information) >= 0 else {
        throw .damagedHDF5("is damaged at “\(shown(path))”")
      }
      guard information.nlinks <= HDF5Limit.members else {
        throw .refusedHDF5(path, "has more than \(HDF5Limit.members) members")
      }
      var names: [String] = []
      for index in 0..<information.nlinks {
        var text = [UInt8](repeating: 0, count: HDF5Limit.nameLength + 2)
        let length = unsafe text.withUnsafeMutableBytes { buffer in
          unsafe H5Lget_name_by_idx(
            id, ".", H5_INDEX_NAME, H5_ITER_INC, index,
            buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, hdf5_default())
        }
        guard 1...HDF5Limit.nameLength ~= length,
          let name = String(validating: text[..<length], as: UTF8.self),
          !text[..<length].contains(0), !name.utf8.contains(UInt8(ascii: "/")), name != "."
        else {
          throw .refusedHDF5(path, "has a member whose name is none, too long or not UTF-8")
        }
        names.append(name)
      }
      return names
    }
  }
#endif
