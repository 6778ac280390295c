import CYAML

/// The events of a YAML text, one after the other, by the system's libyaml.
@safe struct YAMLEvents: ~Copyable {
  private let file: String
  /// libyaml keeps its address, and reads the text until the end.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>

  /// - Throws: where there is no memory for a parser.
  init(_ bytes: [UInt8], file: String) throws(ConfigurationError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw ConfigurationError("there is no memory to read it; try again", at: .start, in: file)
    }
    let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    _ = unsafe text.initialize(from: bytes)
    self.file = file
    unsafe self.parser = unsafe parser
    unsafe self.text = unsafe text
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event; after the end of the stream there is none, and asking again is our bug.
  mutating func next() throws(ConfigurationError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { unsafe yaml_event_delete(&event) }
    guard let copy = unsafe YAMLEvent(event) else { throw problem() }
    return copy
  }

  private func problem() -> ConfigurationError {
    let problem = unsafe YAMLProblem(
      kind: parser.pointee.error,
      problem: parser.pointee.problem.map { unsafe String(cString: $0) } ?? "",
      context: parser.pointee.context.map { unsafe String(cString: $0) },
      contextPlace: Place(parser.pointee.context_mark))
    // Bytes that are no text are named by their offset only.
    let place =
      unsafe parser.pointee.error == YAML_READER_ERROR
      ? unsafe self.place(ofByte: parser.pointee.problem_offset)
      : unsafe Place(parser.pointee.problem_mark)
    return ConfigurationError(problem.sentence, at: place, in: file)
  }

  private func place(ofByte offset: Int) -> Place {
    var place = Place.start
    let before = unsafe Array(text.prefix(offset))
    for byte in before {
      if byte == UInt8(ascii: "\n") {
        place = Place(line: place.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        place = Place(line: place.line, column: place.column + 1)
      }
    }
    return place
  }
}
