#if HDF5
  internal import CHDF5
  internal import SNNFormats
  internal import SNNKernels
  internal import Synchronization

  /// The library as a whole, which only one thread may be in.
  ///
  /// A class and shared by all: its state is the process's, so there can be only one lock.
  final class HDF5Library: Sendable {
    static let shared = HDF5Library()

    private let lock = Mutex(())

    private init() {
      // A library that has met a damaged file had better not tidy up when the process ends.
      _ = H5dont_atexit()
      _ = H5open()
      // No filter may be loaded from a folder that the environment names.
      _ = H5PLset_loading_state(0)
    }

    /// Opens a file that lies in memory for as long as `body` runs.
    func withImage(
      _ bytes: [UInt8], _ body: (_ root: borrowing HDF5Object) throws(FormatError) -> Void
    ) throws(FormatError) {
      try lock.withLock { (_) throws(FormatError) in
        // Failures are told by our own errors; this is a setting of each thread.
        _ = H5Eset_auto2(hdf5_error_stack(), nil, nil)
        let access = try HDF5Object(H5Pcreate(hdf5_file_access()))
        let isReady = unsafe bytes.withUnsafeBytes { image in
          // The library copies the bytes; it asks for a pointer it could write through all the same.
          unsafe H5Pset_fapl_core(access.id, 1 << 16, false) >= 0
            && H5Pset_fclose_degree(access.id, H5F_CLOSE_STRONG) >= 0
            && H5Pset_file_image(
              access.id, UnsafeMutableRawPointer(mutating: image.baseAddress), image.count) >= 0
        }
        guard isReady else { throw .damagedHDF5("cannot be opened") }
        let file = try HDF5Object(
          unsafe H5Fopen("image", hdf5_read_only(), access.id), "cannot be opened")
        let root = try HDF5Object(unsafe H5Gopen2(file.id, "/", hdf5_default()), "has no root")
        try body(root)
      }
    }
  }

  /// Something of the library's that is open for as long as this value lives.
  struct HDF5Object: ~Copyable {
    let id: hid_t

    /// - Parameters:
    ///   - id: what the library gave, negative when it failed.
    ///   - reason: what an error says then; goes on after “the HDF5 file”.
    init(_ id: hid_t, _ reason: @autoclosure () -> String = "is damaged") throws(FormatError) {
      guard id >= 0 else { throw .damagedHDF5(reason()) }
      self.id = id
    }

    deinit { _ = H5Idec_ref(id) }
  }

  extension FormatError {
    /// Something the library cannot do with a file; `reason` goes on after “the HDF5 file”.
    static func damagedHDF5(_ reason: String) -> FormatError {
      FormatError(
        kind: .badData, message: "the HDF5 file \(reason)",
        hint: "the file is damaged or incomplete; copy or save it again")
    }

    /// Something in a file that is not read; `reason` goes on after the object's path.
    static func refusedHDF5(_ path: String, _ reason: String) -> FormatError {
      FormatError(
        kind: .badData, message: "“\(printable(path, limit: 200))” in the HDF5 file \(reason)",
        hint: "save the model again with Keras, or its weights as safetensors")
    }
  }
#endif
