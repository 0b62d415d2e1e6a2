/// What a file from before PyTorch 1.6 starts with.
enum PyTorchLegacy {
  /// The number that says so.
  static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]

  /// The start of its pickle: protocol 2 and a whole number of ten bytes.
  static let start: [UInt8] = [0x80, 0x02, 0x8A, 0x0A] + magic
}

extension PyTorchContainer {
  /// Takes a file from before PyTorch 1.6 apart, or one written with
  /// `_use_new_zipfile_serialization=False`.
  ///
  /// Five pickles follow each other: a magic number, the version 1001, the sizes of numbers on the
  /// machine that wrote it, the object, and the keys of its storages.  Then come the storages in
  /// this order, each a count in eight bytes and the numbers.
  init(legacy bytes: [UInt8]) throws(FormatError) {
    var place = 0
    func next() throws(FormatError) -> Pickle {
      let pickle = try Pickle(parsing: bytes, from: place)
      place = pickle.end
      return pickle
    }
    func failure(_ message: String, at place: Int) -> FormatError {
      FormatError(message, at: place, hint: PickleHint.damaged)
    }
    guard case .longInteger(PyTorchLegacy.magic) = try next().root else {
      throw failure("the file does not start with PyTorch's magic number", at: 0)
    }
    let versionPlace = place
    guard case .integer(1001) = try next().root else {
      throw failure("the file is not of version 1001", at: versionPlace)
    }
    try checkMachine(next(), from: versionPlace)
    let pickle = try next()
    let keysPlace = place
    let list = try next()
    guard let keys = list.elements(list.root, of: .list) else {
      throw failure("the file needs a list of its storages", at: keysPlace)
    }
    let places = try storagePlaces(keys, pickle, in: bytes, from: place, listedAt: keysPlace)
    (self.pickle, self.places) = (pickle, places)
    read = { key in places[key].map { Array(bytes[$0]) } ?? [] }
  }
}

private func checkMachine(_ info: Pickle, from place: Int) throws(FormatError) {
  guard case .bool(let isLittle)? = info.entry("little_endian", of: info.root) else {
    throw FormatError(
      "the file does not say the order of its bytes", at: place, hint: PickleHint.damaged)
  }
  guard isLittle else {
    throw FormatError(
      "the file comes from a big-endian machine: only numbers with their lowest byte first are "
        + "read", at: place, hint: "save it again on a little-endian machine, such as any PC")
  }
}

/// Where the bytes of each storage stand.
///
/// - Parameters:
///   - keys: the keys of the storages in their order in the file.
///   - pickle: what refers to them.
///   - start: where they start in the file.
///   - place: where the keys are listed.
private func storagePlaces(
  _ keys: [PickleValue], _ pickle: Pickle, in bytes: [UInt8], from start: Int,
  listedAt place: Int
) throws(FormatError) -> [String: Range<Int>] {
  let storages = try referredStorages(pickle)
  var places: [String: Range<Int>] = [:]
  var end = start
  for key in keys {
    guard case .text(let key) = key, let storage = storages[key], places[key] == nil else {
      throw FormatError(
        "the file lists a storage twice or one that nothing refers to", at: place,
        hint: PickleHint.damaged)
    }
    guard bytes.count - end >= 8, let size = storage.byteCount, size <= bytes.count - end - 8 else {
      throw FormatError(
        "the file is too short for the \(storage.count) numbers of storage "
          + "“\(printable(name: key))”", at: end, hint: copyAgainHint)
    }
    let count: Int64 = littleEndian(bytes.span, at: end)
    guard count == Int64(storage.count) else {
      throw FormatError(
        "storage “\(printable(name: key))” has \(count) numbers but the pickle says "
          + "\(storage.count)", at: end, hint: PickleHint.damaged)
    }
    places[key] = end + 8..<end + 8 + size
    end += 8 + size
  }
  guard end == bytes.count else {
    throw FormatError("the file goes on after its last storage", at: end, hint: PickleHint.damaged)
  }
  return places
}

/// Every storage that a pickle refers to, by its key.
private func referredStorages(
  _ pickle: Pickle
) throws(FormatError) -> [String: PyTorchStorage] {
  var storages: [String: PyTorchStorage] = [:]
  for object in pickle.objects.list where object.kind == .persistent {
    let storage = try PyTorchStorage(object.elements.first, in: pickle, at: object.place)
    try storage.check(against: storages.updateValue(storage, forKey: storage.key), at: object.place)
  }
  return storages
}
