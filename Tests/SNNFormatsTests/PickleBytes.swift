import SNNFormats

// Pickles made by hand, with the opcodes of Python's `pickletools`.

/// A number whose lowest byte comes first.
func word<Word: FixedWidthInteger>(_ value: Word) -> [UInt8] {
  [UInt8](repeating: 0, count: Word.bitWidth / 8).with(value, at: 0)
}

/// Protocol 2, a value and the end.
func pickle(_ value: [UInt8]) -> [UInt8] { [0x80, 2] + value + [0x2E] }

func text(_ text: String) -> [UInt8] { [0x58] + word(UInt32(text.utf8.count)) + Array(text.utf8) }

/// A whole number, as `LONG1` of eight bytes when it does not fit in four.
func integer(_ number: Int) -> [UInt8] {
  Int32(exactly: number).map { [0x4A] + word($0) } ?? [0x8A, 8] + word(Int64(number))
}

func tuple(_ values: [UInt8]...) -> [UInt8] { [0x28] + values.flatMap(\.self) + [0x74] }

func numbers(_ numbers: [Int]) -> [UInt8] {
  [0x28] + numbers.flatMap { integer($0) } + [0x74]
}

func list(_ values: [UInt8]...) -> [UInt8] { [0x5D, 0x28] + values.flatMap(\.self) + [0x65] }

func dictionary(_ entries: [UInt8]...) -> [UInt8] {
  [0x7D, 0x28] + entries.flatMap(\.self) + [0x75]
}

func entry(_ key: String, _ value: [UInt8]) -> [UInt8] { text(key) + value }

/// A name, as `GLOBAL` has it.
func global(_ module: String, _ name: String) -> [UInt8] {
  [0x63] + Array("\(module)\n\(name)\n".utf8)
}

func call(_ function: [UInt8], _ arguments: [UInt8]...) -> [UInt8] {
  function + [0x28] + arguments.flatMap(\.self) + [0x74, 0x52]
}

/// An object of a class with a state.
func object(_ className: [UInt8], state: [UInt8]) -> [UInt8] {
  className + [0x29, 0x81] + state + [0x62]
}

func storage(
  _ key: String = "0", type: [UInt8] = global("torch", "FloatStorage"), count: [UInt8] = integer(6)
) -> [UInt8] {
  tuple(text("storage"), type, text(key), text("cpu"), count) + [0x51]
}

/// A tensor of six numbers, two rows of three.
func tensor(
  _ storage: [UInt8] = storage(), offset: [UInt8] = integer(0),
  sizes: [UInt8] = numbers([2, 3]), strides: [UInt8] = numbers([3, 1]), more: [UInt8]...
) -> [UInt8] {
  call(
    global("torch._utils", "_rebuild_tensor_v2"), storage, offset, sizes, strides, [0x89],
    [0x7D], more.flatMap(\.self))
}

/// 0 to 5 as F32, by IEEE 754.
let sixNumbers: [UInt8] = [
  0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40, 0, 0, 0xA0, 0x40,
]

/// A file of PyTorch's with this value.
func torchFile(
  _ value: [UInt8], storages: [(name: String, bytes: [UInt8])] = [("0", sixNumbers)],
  byteOrder: String? = "little", version: String? = "3\n",
  more: [(name: String, bytes: [UInt8])] = []
) -> [UInt8] {
  torchFile(
    pickle: pickle(value), storages: storages, byteOrder: byteOrder, version: version, more: more)
}

func torchFile(
  pickle: [UInt8], storages: [(name: String, bytes: [UInt8])] = [("0", sixNumbers)],
  byteOrder: String? = "little", version: String? = "3\n",
  more: [(name: String, bytes: [UInt8])] = []
) -> [UInt8] {
  var entries = [(name: "m/data.pkl", bytes: pickle)]
  if let byteOrder { entries.append(("m/byteorder", Array(byteOrder.utf8))) }
  entries += storages.map { ("m/data/\($0.name)", $0.bytes) }
  if let version { entries.append(("m/version", Array(version.utf8))) }
  return zipped(entries + more)
}

/// The three pickles that a file from before PyTorch 1.6 starts with.
func legacyStart(version: [UInt8] = integer(1001), little: [UInt8] = [0x88]) -> [UInt8] {
  [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
    + pickle(version) + pickle(dictionary(entry("little_endian", little)))
}

/// A file from before PyTorch 1.6 with this pickle.
func legacyFile(
  _ pickled: [UInt8], keys: [UInt8] = list(text("0")), start: [UInt8] = legacyStart(),
  count: Int = 6, data: [UInt8] = sixNumbers
) -> [UInt8] {
  start + pickled + pickle(keys) + word(Int64(count)) + data
}

/// The same bytes again and again.
func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
  Array(repeatElement(bytes, count: count).joined())
}
