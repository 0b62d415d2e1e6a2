extension WeightFormat {
  /// One file of safetensors.
  static let safetensors = WeightFormat(
    name: "safetensors",
    recognizes: { (input) throws(FormatError) in
      let start = try input.peek(9)
      guard start.count == 9, start.last == UInt8(ascii: "{") else { return false }
      let length: UInt64 = littleEndian(Array(start).span, at: 0)
      return length <= Safetensors.headerLimit
    },
    read: { (input) throws(FormatError) in
      WeightContents(try StoredSafetensors(&input).tensors)
    })

  /// A model split over several files of safetensors, given by its index.
  static let safetensorsIndex = WeightFormat(
    name: "split safetensors",
    recognizes: { (input) throws(FormatError) in
      let start = try input.peek(64).first { !" \t\r\n".utf8.contains($0) }
      return start == UInt8(ascii: "{")
    },
    read: { (input) throws(FormatError) in
      let (folder, name) = folderAndName(of: input.path)
      let bytes = try input.read(upTo: Safetensors.headerLimit + 1)
      let index = try SafetensorsIndex(parsing: bytes, name: name)
      let tensors = try index.tensors { file throws(FormatError) in
        do throws(FormatError) {
          var shard = try WeightInput(folder + file)
          return try StoredSafetensors(&shard).tensors
        } catch let error where error.kind == .noInput {
          throw FormatError(
            kind: .noInput, message: error.message,
            hint: "the index names this file: put it, readable, into the folder of the index"
          ).located(in: folder + file)
        } catch {
          throw error.located(in: folder + file)
        }
      }
      return WeightContents(tensors)
    })
}
