package import SNNFormats

/// The numbers and the words of an HDF5 file.
///
///     let file = try HDF5File(parsing: readFile(path), name: path, as: "an HDF5 file")
///     for tensor in file.tensors { print(tensor.name, tensor.tensor.shape) }
///
/// Everything is read at once, from memory, and the file is closed again.  Only plain things are
/// read: groups and datasets that lie in the file itself and are linked once, of IEEE numbers or
/// integers with at most eight axes, packed by deflate or not at all, and texts as attributes.
/// Links to other places, data in other files, virtual datasets and other filters are refused, and
/// nothing outside the bytes given is ever opened.
///
/// libhdf5 is not made for hostile files: a damaged one can make it crash.  What matters should
/// therefore be read in a process of its own, see `limitResources(memory:cpuSeconds:)`.
package struct HDF5File: Sendable {
  /// The datasets, named by their paths: `layers/conv2d/vars/0`; their numbers are finite.
  package let tensors: [StoredTensor]

  /// The words that belong to groups, by the group's path, which is empty for the root, and by the
  /// attribute's name.
  package let attributes: [String: [String: [String]]]

  /// Whether the bytes start like an HDF5 file.
  package static func isHDF5(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  /// What of a file is read.
  package struct Selection: Sendable {
    /// Members of the root that are left out.
    package let skipped: Set<String>
    /// The attributes that are read where there are any.
    package let attributes: [String]

    package init(skipped: Set<String> = [], attributes: [String] = []) {
      (self.skipped, self.attributes) = (skipped, attributes)
    }
  }

  #if HDF5
    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; nothing about them is trusted.
    ///   - name: how errors call the file.
    ///   - kind: what the file is: “an HDF5 file”.
    ///   - selection: what is read of it.
    /// - Throws: an error of kind `badData` when the library cannot read it, when it holds anything
    ///   that is not read, or when this build lacks the library.
    package init(
      parsing bytes: [UInt8], name: String, as kind: String, _ selection: Selection = Selection()
    ) throws(FormatError) {
      do throws(FormatError) {
        guard Self.isHDF5(bytes) else {
          throw FormatError(
            kind: .badData, message: "this is not an HDF5 file", byteOffset: 0,
            hint: "check that this is the file you meant")
        }
        var reader = HDF5Reader(fileSize: bytes.count, selection)
        try HDF5Library.shared.withImage(bytes) { (root) throws(FormatError) in
          try reader.readGroup(root, path: "", depth: 0)
        }
        (tensors, attributes) = (reader.tensors, reader.attributes)
      } catch {
        throw error.located(in: name)
      }
    }
  #else
    /// Says that this build lacks the HDF5 library.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: how errors call the file.
    ///   - kind: what the file is: “an HDF5 file”.
    ///   - selection: what would be read of it.
    /// - Throws: an error of kind `badData`.
    package init(
      parsing bytes: [UInt8], name: String, as kind: String, _ selection: Selection = Selection()
    ) throws(FormatError) {
      throw FormatError(
        kind: .badData,
        message: "this is \(kind), and this build lacks the library that reads HDF5",
        hint: "apt-get install libhdf5-dev && swift build -c release --traits HDF5"
      ).located(in: name)
    }
  #endif
}
